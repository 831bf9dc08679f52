"""What pages may load: their own site's files alone, nothing inline, nobody else's."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support import in_process
from support.build_results import index_stand_in
from support.miniature import SITE
from support.projects import copy_project

from suites.build import search_index

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://archive.example/suites"
LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "source": "src",
    "audio": "src",
    "video": "src",
    "use": "href",
    "image": "href",
}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}


@pytest.fixture(scope="module", params=[ADDRESS, ""], ids=["published", "address unknown"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature archive as `suites build` makes it with the project's own settings."""
    project = copy_project(tmp_path_factory.mktemp("csp"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "make_index", index_stand_in)
        done = in_process.run(project, "build", SITEURL=request.param)
    assert done.returncode == 0, done.stderr
    return project / "output"


class Read(HTMLParser):
    """The policy of a page, what it loads, and what it holds that a policy must not allow."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.policy: list[str] = []
        self.loaded: list[str] = []
        self.refused: list[str] = []
        self.before: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy.append(given["content"])
        if not self.policy:
            self.before.append(tag)
        links = given.get("rel", "").split() if tag == "link" else []
        if LOADING_LINKS & set(links):
            self.loaded.append(given["href"])
        if tag in LOADED and LOADED[tag] in given:
            self.loaded.append(given[LOADED[tag]])
        if "srcset" in given:
            self.loaded += [one.split()[0] for one in given["srcset"].split(",")]
        self.refused += [name for name in given if name == "style" or name.startswith("on")]
        if tag in ("style", "base", "iframe", "object", "embed"):
            self.refused.append(tag)
        # A block of data is never run (HTML Living Standard, 4.12.1), and no policy is about it.
        is_data = given.get("type") == "application/ld+json"
        if tag == "script" and not given.get("src") and not is_data:
            self.refused.append("inline script")
        self.refused += [
            value
            for value in given.values()
            if re.match(r"\s*(javascript|vbscript|data):", value, re.IGNORECASE)
        ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Read]:
    """What was read of each page, by its path."""
    found = {path.relative_to(site).as_posix(): Read(path) for path in site.rglob("*.html")}
    assert len(found) > 20
    return found


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {name: values for name, *values in parts}


def test_every_page_has_one_policy_and_it_comes_before_all_that_loads(
    pages: dict[str, Read],
) -> None:
    for path, page in pages.items():
        assert len(page.policy) == 1, path
        assert set(page.before) <= {"html", "head", "meta"}, path


def test_the_policy_allows_the_sites_own_files_and_nothing_inline(pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        policy = directives(page.policy[0])
        if path.startswith("embed/"):
            continue
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
        # The search may be opened from any page; its index is WebAssembly.
        allowed = {"'none'", "'self'", "'wasm-unsafe-eval'"}
        assert {value for values in policy.values() for value in values} <= allowed, path
        assert policy["connect-src"] == policy["worker-src"] == ["'self'"]


def test_what_others_frame_may_load_its_style_and_its_fonts_alone(pages: dict[str, Read]) -> None:
    framed = {path: page for path, page in pages.items() if path.startswith("embed/")}
    assert len(framed) > 20
    for path, page in framed.items():
        policy = directives(page.policy[0])
        allowed = {name for name, values in policy.items() if values == ["'self'"]}
        assert allowed == {"style-src", "font-src"}, path
        # A policy of a page cannot say who may frame it: anyone may.
        forbidden = {name for name, values in policy.items() if values == ["'none'"]}
        assert forbidden == {"default-src", "base-uri", "form-action"} == policy.keys() - allowed
        assert [one.partition("theme/")[2] for one in page.loaded if "#" not in one] == [
            "css/embed.css"
        ], path


def test_nothing_stands_inline_on_any_page(pages: dict[str, Read]) -> None:
    assert {path: page.refused for path, page in pages.items() if page.refused} == {}


def test_no_page_loads_anything_of_another_site(pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        assert page.loaded, path
        for address in page.loaded:
            parts = urlsplit(address)
            assert not parts.scheme, f"{path} loads {address}"
            assert not parts.netloc, f"{path} loads {address}"


def test_what_a_page_loads_is_there(site: Path, pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        for address in page.loaded:
            if address.startswith("#"):
                continue
            base = urlsplit(ADDRESS).path + "/"
            inside = address.removeprefix(base) if address.startswith("/") else address
            folder = site if address.startswith("/") else (site / path).parent
            assert (folder / inside.lstrip("/")).resolve().is_file(), f"{path} loads {address}"


def test_no_stylesheet_or_script_of_ours_names_another_site(site: Path) -> None:
    for path in (site / "theme").rglob("*"):
        if path.suffix in (".css", ".js"):
            text = path.read_text("utf-8")
            assert not re.search(r"""(?:url\(|@import|from|import\()\s*["']?(?:https?:)?//""", text)
            assert "document.cookie" not in text


def test_share_images_are_drawn_once_the_address_is_known(site: Path) -> None:
    drawn = {path.stem for path in (site / "partage").glob("*.png")}
    announcements = {path.stem for path in (SITE / "content/announcements").glob("*.md")}
    known = (site / "sitemap.xml").is_file()
    assert drawn == (announcements if known else set())
    assert (site / "partage.png").is_file() == known
