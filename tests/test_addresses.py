"""Every address of the site is claimed once: by the site itself, or by one record."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from support import in_process
from support.build_results import index_stand_in
from support.fault_cases import problem_report
from support.miniature import SITE
from support.projects import copy_project

from suites import build
from suites.analysis import loading
from suites.archive import urls
from suites.archive.urls import in_language
from suites.build import search_index
from suites.site.exports import sitemap
from suites.system.environment import VARIABLES

URLS = in_language("fr")

ROOT = Path(__file__).parents[1]
LISTING = "articles/index.html"
PAGE = """---
title: Une page
summary: "Une page."
aliases: [{aliases}]
---
Du texte.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature archive with the real settings and the real theme, at a public address."""
    _at_an_address(monkeypatch)
    return copy_project(tmp_path)


def _at_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SITEURL", "https://example.org/archive")
    monkeypatch.setattr(search_index, "make_index", index_stand_in)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project, for several tests one after another."""
    return tmp_path_factory.mktemp("origin")


@pytest.fixture
def begun(origin: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same as `project`; it was built just now."""
    _at_an_address(monkeypatch)
    built(in_process.begin_again(origin))
    return origin


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE / "content", tmp_path / "content"))


def built(project: Path) -> str:
    return build.build(project / "pelicanconf.py")


def lay(content: Path, id_: str, aliases: str = "") -> Path:
    path = content / "pages" / f"{id_}.md"
    path.write_text(PAGE.format(aliases=aliases), "utf-8")
    return path


def test_no_page_may_have_an_address_of_the_site(content: Path) -> None:
    for name in URLS.claimed:
        lay(content, name)
    said = problem_report(content)
    for name in URLS.claimed:
        assert f"content/pages/{name}.md:1:1: no page can lie at /{name}/: the site itself" in said
    assert said.count("[address-taken]") == len(URLS.claimed)


def test_no_page_may_have_had_an_address_of_the_site(content: Path) -> None:
    lay(content, "aide", ", ".join(f'"{name}"' for name in URLS.claimed))
    said = problem_report(content)
    assert "content/pages/aide.md:4:11: no page can lie at /index/: the site itself has" in said
    assert said.count("[address-taken]") == len(URLS.claimed)


def test_records_of_other_kinds_may_be_called_as_the_site_calls_its_own(content: Path) -> None:
    path = content / "themes" / "transports.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("title:", "aliases: [articles, index]\ntitle:", 1), "utf-8")
    assert problem_report(content) == ""


def test_such_records_have_their_pages_and_so_has_the_site(begun: Path) -> None:
    ids = ("articles", "exports", "frame", "monthly-snapshot", "sitemap")
    for id_ in ids:
        theme = begun / "content" / "themes" / f"{id_}.md"
        theme.write_text(f'---\ntitle: Dit {id_}\nsummary: "Un thème."\n---\n', "utf-8")
    built(begun)
    output = begun / "output"
    for id_ in ids:
        assert f"Dit {id_}" in (output / "themes" / id_ / "index.html").read_text("utf-8")
    for path in (LISTING, "robots.txt", "index.html", "au/index.html", "sitemap.xml"):
        assert (output / path).exists()


def test_an_old_id_that_is_given_twice_is_told_with_both_places(content: Path) -> None:
    path = lay(content, "aide", "vieux, tram-2021")
    path.write_text(path.read_text("utf-8").replace("vieux", "vieux,\n  vieux"), "utf-8")
    lay(content, "secours", "tram-2021")
    said = problem_report(content)
    assert 'aide.md:5:3: the old id "vieux" is given twice, first in line 4 [alias-clash]' in said
    other = "content/pages/aide.md:5:10"
    assert f'secours.md:4:11: the old id "tram-2021" belongs to {other} [alias-clash]' in said


def test_a_page_never_takes_over_another_one(project: Path) -> None:
    path = lay(project / "content", "articles")
    with pytest.raises(SystemExit, match="address-taken"):
        built(project)
    path.unlink()
    built(project)
    listing = (project / "output" / LISTING).read_bytes()
    for id_, aliases in (("articles", ""), ("aide", "articles"), ("aide", "vieux, vieux")):
        path = lay(project / "content", id_, aliases)
        with pytest.raises(SystemExit, match=r"address-taken|alias-clash"):
            built(project)
        assert (project / "output" / LISTING).read_bytes() == listing
        path.unlink()
        assert built(project).startswith("nothing changed")


def test_an_old_id_of_two_things_is_told_by_first_and_later_builds(project: Path) -> None:
    theme = project / "content/themes/tarifs.md"
    before = theme.read_text("utf-8")
    theme.write_text(before.replace("title:", "aliases: [ancien]\ntitle:", 1), "utf-8")
    page = lay(project / "content", "aide", "ancien")
    with pytest.raises(SystemExit, match="alias-clash"):
        built(project)
    page.unlink()
    built(project)
    lay(project / "content", "aide", "ancien")
    with pytest.raises(SystemExit, match="alias-clash"):
        built(project)


def test_all_that_the_site_has_lies_at_addresses_that_are_claimed(begun: Path) -> None:
    lay(begun / "content", "aide", "secours")
    built(begun)
    output = begun / "output"
    found = [path.relative_to(output) for path in output.rglob("*") if path.is_file()]
    linked = loading.load_archive(begun / "content").linked
    assert linked
    pages = {id_ for one in linked.archive.pages.values() for id_ in (one.id, *one.aliases)}
    assert {"aide", "secours"} <= pages
    own = {one.parts[0].removesuffix(".html") for one in found if is_a_place(one)}
    assert own - pages <= set(URLS.claimed)
    assert own >= pages
    # Some disks take names that differ by capitals for the same one.
    assert len({str(one).casefold() for one in found}) == len(found)


def is_a_place(path: Path) -> bool:
    """Whether a page could be in the way: files such as robots.txt have names that no page has."""
    return len(path.parts) > 1 or path.suffix == ".html"


def test_a_build_refuses_a_second_file_at_an_address(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(project)
    listing = (project / "output" / LISTING).read_bytes()
    monkeypatch.setattr(in_language("fr"), "claimed", {})  # as if the checks had not found it
    lay(project / "content", "articles")
    with pytest.raises(ValueError, match=f"two files at one address: {LISTING}"):
        built(project)
    assert (project / "output" / LISTING).read_bytes() == listing


def test_an_address_of_the_site_is_claimed_once() -> None:
    for taken in ("index", URLS.articles.rstrip("/")):
        names = msgspec.structs.replace(URLS.names, folders=URLS.names.folders | {"feeds": taken})
        with pytest.raises(ValueError, match="two things at one address"):
            urls.Urls(names)


def test_sitemaps_come_and_go_with_the_number_of_pages(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(project)
    output = project / "output"
    whole = sitemaps(output)
    assert list(whole) == ["sitemap.xml"]
    monkeypatch.setattr(sitemap, "ADDRESSES_A_FILE", whole["sitemap.xml"].count("<url>"))
    page = lay(project / "content", "aide")
    built(project)
    assert list(sitemaps(output)) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert "<sitemapindex" in sitemaps(output)["sitemap.xml"]
    robots = (output / "robots.txt").read_text("utf-8")
    assert robots.endswith("Sitemap: https://example.org/archive/sitemap.xml\n")
    page.unlink()
    built(project)
    assert sitemaps(output) == whole


def sitemaps(output: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(output.glob("sitemap*"))}


def test_the_feeds_of_a_renamed_thing_stay_at_their_old_addresses(begun: Path) -> None:
    feeds = begun / "output" / "fil" / "themes"
    before = {form: (feeds / f"transports{form}").read_bytes() for form in (".xml", ".json")}
    path = begun / "content/themes/transports.md"
    text = path.read_text("utf-8").replace("title:", "aliases: [transports]\ntitle:", 1)
    for one in (begun / "content").rglob("*.md"):
        one.write_text(one.read_text("utf-8").replace("[transports]", "[trajets]"), "utf-8")
    path.unlink()
    path.with_stem("trajets").write_text(text, "utf-8")
    built(begun)
    for form, old in before.items():
        kept = (feeds / f"transports{form}").read_bytes()
        assert kept == (feeds / f"trajets{form}").read_bytes() != old
        assert b"themes/trajets/" in kept


def test_the_pairs_and_values_of_a_renamed_announcement_stay_at_their_old_addresses(
    begun: Path,
) -> None:
    output = begun / "output"
    path = begun / "content/announcements/tram-ouvert.md"
    pairs = sorted(one.name for one in (output / "face-a-face/tram-ouvert").iterdir())
    assert pairs
    for one in (begun / "content").rglob("*.*"):
        text = one.read_text("utf-8").replace("tram-ouvert", "ouverture")
        one.write_text(text.replace("aliases: [tram-2022]", "aliases: [tram-2022, tram-ouvert]"))
    path.rename(path.with_stem("ouverture"))
    built(begun)
    for old in ("tram-2022", "tram-ouvert"):
        for pair in pairs:
            led = (output / f"face-a-face/{old}/{pair}/index.html").read_text("utf-8")
            assert f'href="../../../face-a-face/ouverture/{pair}/"' in led
        kept = (output / f"annonces/{old}/matrice.csv").read_bytes()
        assert kept == (output / "annonces/ouverture/matrice.csv").read_bytes()
    assert "face-a-face/tram-ouvert" not in sitemaps(output)["sitemap.xml"]
