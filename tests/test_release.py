"""Releases: a file that is read from a disk, is a sound bag, and is the same wherever made."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from errno import ENOSPC
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import bagit  # type: ignore[import-untyped]
import lxml.html
import pytest
from support import in_process, releases
from support.commands import environment, run_module
from support.length import is_proving, sample
from support.miniature import add_tide_notices
from support.projects import copy_project
from support.releases import SITE_URL

from suites import build
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.urls import in_language
from suites.build.release import contents, sources
from suites.build.release.bag import BagFile
from suites.build.release.pages import LINKS, POLICY, Release, local_page
from suites.system.atomic_write import WRITING, stream_whole

FILES = frozenset(("index.html", "a/index.html", "a/x/index.html", "a/x/y.csv"))
RELEASE = Release(FILES, "/archive/", SITE_URL, "No server; online: {address}.")


# --- pages ---------------------------------------------------------------------------------------


def local(text: str, release: Release = RELEASE) -> str:
    return local_page(text, "a/x/index.html", release)


def test_what_is_no_link_to_a_folder_stays_sign_by_sign() -> None:
    text = (
        "<!doctype html>\n<p title='a \"b\" &amp; <c>'>1 &lt; 2 &nbsp;&#8239;« é »<br>\n"
        '<!-- <a href="../"> --><A HREF=y.csv>&eacute;</A>\n'
        '<a href="#x">x</a><a href="https://h/">h</a><a href="mailto:a@b">m</a><a href="//h/">h</a>'
        '<svg viewBox="0 0 1 1"><use href="#s"/></svg><input disabled value=">">'
        '<script type="application/ld+json">{"a": "</p><a href=\\"../\\">"}</script> 🚋\n'
    )
    assert local(text) == text


def test_a_link_to_a_folder_leads_to_the_file_in_it_and_the_rest_of_its_tag_stays() -> None:
    assert local("<a\n  class='x' HREF='../?q=1&amp;r=\"#f' title=../>é</a>") == (
        "<a\n  class='x' HREF=\"../index.html?q=1&amp;r=&quot;#f\" title=../>é</a>"
    )
    assert local('<form action="../.."><img src=y.csv>') == (
        '<form action="../../index.html"><img src=y.csv>'
    )
    assert local('<svg><a xlink:href="/archive/">') == '<svg><a xlink:href="../../index.html">'


def test_no_script_and_nothing_that_only_a_server_gives_is_left() -> None:
    assert local('<script src="../x.js"></script><script type="module">"<a>"</script>|') == "|"
    assert local('<link rel="preload" href="f.woff2"><link rel="search" href="o.xml">|') == "|"
    assert local('<link rel="stylesheet" href="s.css">') == '<link rel="stylesheet" href="s.css">'
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    assert local(policy) == f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def test_what_is_for_readers_without_scripts_is_shown() -> None:
    assert local('<noscript><p><a href="../">x</a></p></noscript>') == (
        '<p><a href="../index.html">x</a></p>'
    )


def test_a_page_that_needs_a_server_says_so_and_where_it_is_online() -> None:
    text = '<div data-without-server="A &lt; B:"><div>x <a href="../">y</a></div> z</div>|'
    url = f"{SITE_URL}/a/x/"
    assert local(text) == (
        f'<div data-without-server="A &lt; B:">No server; online: <a href="{url}">{url}</a>. '
        "A &lt; B:</div>|"
    )
    unknown = RELEASE._replace(url="", no_server="No <server>.")
    assert local(text, unknown) == (
        '<div data-without-server="A &lt; B:">No &lt;server&gt;. A &lt; B:</div>|'
    )


class Tags(HTMLParser):
    """The links of a page, its scripts, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in LINKS]
        if tag == "script":
            self.scripts.append(dict(attrs).get("type") or "")


def plain_tree(text: str) -> list[tuple[str, dict[str, str], str, str]]:
    """Everything that a parser of HTML sees of a page, but for what a release changes."""
    root = lxml.html.document_fromstring(text)
    for gone in root.xpath("//script[not(@type='application/ld+json')]"):
        gone.drop_tree()
    for gone in root.xpath("//link[@rel='preload' or @rel='search']|//meta[@http-equiv]"):
        gone.drop_tree()
    found = []
    for one in root.iter(lxml.html.etree.Element):
        values = {name: value for name, value in one.attrib.items() if name not in LINKS}
        own = [" ".join((said or "").split()) for said in (one.text, one.tail)]
        found.append((str(one.tag), values, own[0], own[1]))
    return found


def test_pages_of_a_site_lose_nothing_but_their_scripts_and_each_link_leads_to_a_file(
    built_site: Path,
) -> None:
    every = [str(path.relative_to(built_site)) for path in built_site.rglob("*") if path.is_file()]
    files = contents.kept(every, in_language("fr"))
    release = Release(frozenset(files), "/archive/", "", "-")
    pages = [file for file in files if file.endswith(".html")]
    assert len(pages) > 300
    for file in sample(pages, 9):
        before = (built_site / file).read_text("utf-8")
        after = local_page(before, file, release)
        assert "<noscript" not in after
        tags = Tags(after)
        assert set(tags.scripts) <= {"application/ld+json"}
        here = [link for link in tags.links if not re.match(r"[a-z]+:|//|#", link)]
        targets = [(built_site / file).parent / re.split("[?#]", link)[0] for link in here]
        assert targets
        lost = [link for link, at in zip(here, targets, strict=True) if not at.resolve().is_file()]
        assert lost == [], file
        if "<noscript" not in before:
            assert plain_tree(after) == plain_tree(before), file


# --- contents ------------------------------------------------------------------------------------


def test_scripts_the_search_and_what_servers_answer_are_left_out() -> None:
    urls = in_language("fr")
    out = [
        ".manifest.json", "404.html", "robots.txt", "sitemap.xml", "sitemap-2.xml",
        "pagefind/index/a.pf_index", "theme/js/site.js", "donnees/interroger/sqlite3.wasm",
        urls.opensearch, urls.search_names, urls.composer_archive,
    ]  # fmt: skip
    kept = ["commit.txt", "fil/suites.xml", "index.html", "theme/css/site.css", "theme/x.json"]
    assert contents.kept([*out, *kept], urls) == kept


@pytest.mark.parametrize("name", ["a:b", "a\nb", "a%0A", "a\\b", 'a"', "a?", "a*", "<a>", "a|b"])
def test_a_name_that_a_disk_refuses_is_refused(name: str) -> None:
    with pytest.raises(SystemExit, match="has a sign that not every disk takes"):
        contents.refuse_names([f"data/{name}"])


def test_names_that_differ_in_capitals_alone_are_refused() -> None:
    with pytest.raises(SystemExit, match=r"data/A\.md and data/a\.md differ in capitals alone"):
        contents.refuse_names(["data/a.md", "data/b.md", "data/A.md"])
    contents.refuse_names(["data/a.md", "data/é-b.md"])


# --- the state of the sources --------------------------------------------------------------------

DAY = date(2022, 12, 31)


def git(home: Path, *words: str) -> None:
    dated = {f"GIT_{who}_DATE": "2024-05-06T23:30:00-05:00" for who in ("AUTHOR", "COMMITTER")}
    people = [f"GIT_{who}" for who in ("AUTHOR", "COMMITTER")]
    named = {f"{who}_{what}": "a@b" for who in people for what in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", "-C", str(home), *words], check=True, capture_output=True,
        env={**os.environ, **dated, **named},
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The content of a repository with one commit."""
    content = tmp_path / "content"
    (content / "pages").mkdir(parents=True)
    (content / "pages/é.md").write_text("x", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    return content


def test_without_a_repository_the_day_of_the_states_is_the_version(tmp_path: Path) -> None:
    found = sources.revision_of(tmp_path / "content", ["b.md", "a.md", "proposals/c.md"], DAY)
    moment = datetime(2022, 12, 31, tzinfo=UTC)
    assert found == ("2022-12-31", moment, "", ("a.md", "b.md"), "")


def test_a_commit_is_the_version_and_its_moment_is_that_of_the_release(repository: Path) -> None:
    found = sources.revision_of(repository, ["pages/é.md"], DAY)
    assert re.fullmatch("[0-9a-f]{40}", found.commit)
    assert found.version == found.commit[:12]
    assert found.moment == datetime(2024, 5, 7, 4, 30, tzinfo=UTC)
    assert (found.files, found.warning) == (("pages/é.md",), "")


def test_of_the_tags_of_a_commit_the_highest_is_the_version(repository: Path) -> None:
    for tag in ("v1.9", "v1.10", "other", "v2/x"):
        git(repository, "tag", tag)
    assert sources.revision_of(repository, ["pages/é.md"], DAY).version == "1.10"


def test_what_is_not_committed_is_said_and_no_commit_is_named(repository: Path) -> None:
    git(repository, "tag", "v1")
    (repository / "pages/é.md").write_text("y", "utf-8")
    (repository / "new.md").write_text("y", "utf-8")
    found = sources.revision_of(repository, ["new.md", "pages/é.md"], DAY)
    assert (found.version, found.commit, found.files) == ("1-modified", "", ("pages/é.md",))
    assert found.warning == (
        "the work tree differs from the commit; "
        "1 files, such as content/new.md, are not in git, and left out as sources"
    )


def test_a_site_that_is_published_says_what_weighs_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = in_process.builder(tmp_path / "content", tmp_path, site_url=SITE_URL).settings
    large = {"a/x.html": (800_000_000, 0, 0)}
    build._publish(site, large, "")
    build._publish(replace(site, published=True), {"a/x.html": (799_999_999, 0, 0)}, "")
    assert capsys.readouterr().err == ""
    build._publish(replace(site, published=True), large, "")
    assert capsys.readouterr().err.startswith("the site holds 800 MB, and GitHub Pages 1 GB")


# --- the file ------------------------------------------------------------------------------------


def test_times_that_a_zip_file_cannot_say_are_the_nearest_that_it_can() -> None:
    for year, written in ((1970, 1980), (2024, 2024), (2200, 2107)):
        stream = BytesIO()
        bag = BagFile(stream, "x", datetime(year, 1, 1, tzinfo=UTC))
        bag.add("data/a", b"")
        bag.close([])
        assert {one.date_time[0] for one in ZipFile(stream).infolist()} == {written}


def test_a_value_of_the_bag_is_one_line() -> None:
    stream = BytesIO()
    bag = BagFile(stream, "x", datetime(2024, 1, 1, tzinfo=UTC))
    bag.add("data/é", BytesIO(b"abc"))
    bag.close([("External-Description", "a\nBagging-Date: b\r\n c")])
    read = ZipFile(stream).read("x/bag-info.txt").decode()
    assert read == "External-Description: a Bagging-Date: b c\nPayload-Oxum: 3.1\n"


def test_a_release_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    file, dead = tmp_path / "a.zip", tmp_path / f"{WRITING}999999999-x"
    dead.touch()
    with stream_whole(file) as stream:
        stream.write(b"old")
    with suppress(KeyboardInterrupt), stream_whole(file) as stream:
        stream.write(b"new")
        raise KeyboardInterrupt
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"old")]


class FullDisk(BytesIO):
    """A stream that takes nothing."""

    def write(self, _part: object) -> int:
        raise OSError(ENOSPC, "No space left on device")


def test_on_a_full_disk_nothing_but_its_error_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)

    def fill() -> None:
        with FullDisk() as stream, BagFile(stream, "x", datetime(2024, 1, 1, tzinfo=UTC)) as bag:
            bag.add_tag_file("a", "b")

    with pytest.raises(OSError, match="No space"):
        fill()
    gc.collect()
    assert said == []


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the miniature, outside of any repository."""
    return releases.begin(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def released(project: Path) -> Path:
    """The file of the miniature's release."""
    done = in_process.run(project, "release", SITEURL=SITE_URL)
    assert done.returncode == 0, done.stderr
    (found,) = (project / "releases").iterdir()
    holds = r": \d+ files, \d+\.\d MB, paths of up to \d+ signs, \d+\.\d s\n"
    assert re.fullmatch(re.escape(str(found.resolve())) + holds, done.stdout)
    return found


@pytest.fixture(scope="module")
def unpacked(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the miniature's release."""
    folder = tmp_path_factory.mktemp("unpacked")
    ZipFile(released).extractall(folder)
    (found,) = folder.iterdir()
    return found


def test_a_release_is_a_sound_bag(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.info == {
        "Source-Organization": "Le tram de Port-Brume",
        "Contact-Email": "archive@port-brume.example",
        "External-Description": "Un tramway promis. Une archive miniature, qui emploie tout ce que "
        "le modèle permet.",
        "External-Identifier": [unpacked.name, SITE_URL],
        "Internal-Sender-Description": "Nos textes sont sous licence CC-BY-4.0. Les mots cités "
        "restent à leurs auteurs.",
        "Bagging-Date": "2022-12-31",
        "Bag-Software-Agent": contents.AGENT,
        "Payload-Oxum": bag.info["Payload-Oxum"],
    }
    assert unpacked.name == "le-tram-de-port-brume-2022-12-31"


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not there")
def test_a_release_is_checked_as_its_readme_says(unpacked: Path) -> None:
    command = (unpacked / "README.txt").read_text("utf-8").splitlines()[-1].split()
    assert command[0] == "sha256sum"
    subprocess.run([*command, "--quiet"], cwd=unpacked, check=True)
    (unpacked / "data/new").touch()
    (unpacked / "data/new").unlink()
    tags = ["sha256sum", "--quiet", "--check", "tagmanifest-sha256.txt"]
    subprocess.run(tags, cwd=unpacked, check=True)


def test_a_bag_that_was_altered_is_found_out(unpacked: Path) -> None:
    page = unpacked / "data/site/index.html"
    kept = page.read_bytes()
    page.write_bytes(kept[:-1] + b" ")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(unpacked)).validate()
    page.write_bytes(kept)


def test_the_readme_says_in_the_language_of_the_archive_how_it_is_read(unpacked: Path) -> None:
    said = (unpacked / "README.txt").read_text("utf-8")
    assert said.startswith("Le tram de Port-Brume. Un tramway promis\n")
    joined = " ".join(said.split())
    assert "Version 2022-12-31. État arrêté au 31 décembre 2022." in joined
    for named in ("data/site/index.html", "data/sources/content/", SITE_URL, "CC-BY-4.0"):
        assert named in joined
    assert all((unpacked / path).exists() for path in re.findall(r"data/[\w/.]*\w/?", said))
    assert max(map(len, said.splitlines())) <= 80


def test_the_sources_are_the_content_without_what_is_only_proposed(
    project: Path, unpacked: Path
) -> None:
    folder = unpacked / "data/sources/content"
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    assert {"archive.yaml", "vocabulary.yaml"} < found.keys()
    assert all(
        path.read_bytes() == (project / "content" / at).read_bytes() for at, path in found.items()
    )
    own = [path for path in (project / "content").rglob("*.md") if "proposals" not in path.parts]
    assert len([at for at in found if at.endswith(".md")]) == len(own)


def test_what_needs_a_server_says_so_and_nothing_else_does(unpacked: Path) -> None:
    template = read_catalogue("fr").template("release.no-server-online")
    start = template.partition("{")[0]
    site = unpacked / "data/site"
    saying = {
        path.parent.name for path in site.rglob("index.html") if start in path.read_text("utf-8")
    }
    assert saying == {"recherche", "composer", "interroger"}
    assert f'<a href="{SITE_URL}/recherche/">' in (site / "recherche/index.html").read_text("utf-8")


def test_entries_come_in_one_order_with_one_time_and_mode_and_nothing_of_this_machine(
    released: Path,
) -> None:
    entries = ZipFile(released).infolist()
    names = [one.filename for one in entries]
    payload = [name for name in names if "/data/" in name]
    assert payload == sorted(payload)
    assert len(set(names)) == len(names)
    assert {one.date_time for one in entries} == {(2022, 12, 31, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in entries} == {0o100644}
    assert {(one.create_system, one.extra, one.comment) for one in entries} == {(3, b"", b"")}
    assert {one.compress_type for one in entries if one.filename.endswith(".png")} == {ZIP_STORED}
    assert {one.compress_type for one in entries if one.filename.endswith(".html")} == {
        ZIP_DEFLATED
    }
    assert all(name.partition("/")[0] == released.stem for name in names)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set")
def test_a_release_made_again_at_another_hour_is_the_same(
    project: Path, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    umask = os.umask(0o077)
    try:
        done = in_process.run(project, "release", "--output", str(tmp_path), SITEURL=SITE_URL)
    finally:
        os.umask(umask)
        monkeypatch.undo()
        time.tzset()
    assert done.returncode == 0, done.stderr
    (again,) = tmp_path.iterdir()
    assert again.read_bytes() == released.read_bytes()
    assert again.stat().st_mode & 0o777 == 0o644


def test_a_content_with_problems_is_not_released(project: Path, released: Path) -> None:
    page = project / "content/pages/wrong.md"
    page.write_text("---\nnothing: 1\n---\n", "utf-8")
    before = released.read_bytes()
    done = in_process.run(project, "release", SITEURL=SITE_URL)
    page.unlink()
    assert done.returncode == 1
    assert "content/pages/wrong.md:2:1" in done.stderr
    assert [path.read_bytes() for path in (project / "releases").iterdir()] == [before]


def test_a_private_copy_is_not_released(project: Path) -> None:
    done = in_process.run(project, "release", FULL_TEXT="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("a private copy is not released: unset FULL_TEXT")


PLACES = (
    {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "1", "umask": "077"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SUITES_SPAWN": "1"},
)


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="it builds two sites; make prove does")
def test_two_releases_of_one_content_are_the_same_file(tmp_path: Path) -> None:
    digests = []
    for number, place in enumerate(PLACES):
        folder = copy_project(tmp_path / f"{'x' * number * 40}é {number}")
        add_tide_notices(folder / "content")
        git(folder, "init", "--quiet")
        git(folder, "add", "content")
        git(folder, "commit", "--quiet", "--message", "x")
        umask = os.umask(int(place.get("umask", "022"), 8))
        done = run_module(folder, "suites", "release", env=environment(**place))
        os.umask(umask)
        assert done.returncode == 0, done.stdout + done.stderr
        (found,) = (folder / "releases").iterdir()
        digests.append((found.name, hashlib.sha256(found.read_bytes()).hexdigest()))
    assert digests[0] == digests[1]
