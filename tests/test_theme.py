"""The theme: templates that compute nothing, words that all come from the catalogue."""

from __future__ import annotations

import re
import shutil
import sys
import traceback
import weakref
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from markupsafe import Markup, escape
from support.changed_archive import link
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, THEME, render_pages

from suites.analysis import loading
from suites.archive.enumerations import LISTS
from suites.archive.languages.catalogue import Catalogue
from suites.build.templates import renderer
from suites.site.views import PageFile

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))

ASKED = re.compile(r"""\b_?t\(\s*f?["`]([a-z][a-z-]*\.[^"`{$]*)(["`{$])(\s*~)?""")
WRITTEN = re.compile(r"""["'`]([a-z][a-z-]*\.[^"'`\s{$]*)(["'`{$])(\s*~)?""")
"""A key, whole or (before a brace, $ or ~) how it begins: where it is asked for, or written."""


def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(THEME / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    linked = loading.load_archive(CONTENT).linked
    assert linked
    return render_pages(linked)


class Read(HTMLParser):
    """What a page holds: ids, links, heading levels, and what may not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.inline: list[str] = []
        self.quoted: list[str] = []
        self._in_quote = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        if tag == "q":
            self._in_quote += 1
            self.quoted.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_quote -= tag == "q"

    def handle_data(self, text: str) -> None:
        if self._in_quote:
            self.quoted[-1] += text


def keys(pattern: re.Pattern[str]) -> tuple[set[str], tuple[str, ...]]:
    """The keys in templates, modules and scripts: whole ones, and the beginnings of others."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    scripts = (THEME / "static/js/composer").glob("*.js")
    for path in (*TEMPLATES, *(ROOT / "plugins/suites").rglob("*.py"), *scripts):
        for key, end, joined in pattern.findall(path.read_text("utf-8")):
            (beginnings if end in "{$" or joined else whole).add(key)
    return whole, tuple(beginnings)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles(path: Path) -> None:
    environment().get_template(path.relative_to(THEME / "templates").as_posix())


def test_no_line_of_the_theme_is_longer_than_120_characters() -> None:
    files = [path for kind in ("html", "css", "js") for path in THEME.rglob(f"*.{kind}")]
    long = [
        f"{path.name}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if len(line) > 120
    ]
    assert long == []


def test_every_key_that_is_asked_for_is_in_the_catalogue() -> None:
    whole, beginnings = keys(ASKED)
    assert whole - CATALOGUE.keys() == set()
    known = CATALOGUE.keys()
    assert [one for one in beginnings if not any(key.startswith(one) for key in known)] == []


def test_no_entry_of_the_catalogue_is_unused() -> None:
    whole, beginnings = keys(WRITTEN)
    unused = {key for key in CATALOGUE.keys() - whole if not key.startswith(beginnings)}
    assert unused == set()


def test_the_interface_is_written_as_french_is() -> None:
    text = (ROOT / "plugins/suites/archive/languages/fr/interface.yaml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    wrong = [
        line
        for line in lines
        if re.search(r"\w'\w| [;!?»]|« |[^ \u00a0]»|«[^\u00a0 ]", line) or re.search(r"\w :", line)
    ]
    assert wrong == []


NAMES_OF_MACHINES = {
    "width=device-width, initial-scale=1", "light dark", "noindex", "image/png", "1200", "630",
    "summary_large_image",
}  # fmt: skip
"""What attributes say to browsers and to other programs, in no language."""


def test_no_template_holds_words_or_punctuation_of_the_interface() -> None:
    for path in TEMPLATES:
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "\0", path.read_text(), flags=re.S
        )
        text = text.replace("&#160;", "")
        assert re.findall(r"[^\W\d_]{2,}|[^\w\s\0/↑↓]|[\u00a0\u202f]", text) == [], path.name
        shown = re.findall(
            r'\b(?:aria-label|title|alt|placeholder|content)="([^"{]+)"', path.read_text()
        )
        assert set(shown) <= NAMES_OF_MACHINES, path.name


def test_ids_are_unique_and_headings_in_order(site: dict[str, str]) -> None:
    for url, html in site.items():
        page = Read(html)
        assert len(page.ids) == len(set(page.ids)), url
        assert page.levels[:1] == [1], url
        assert page.levels.count(1) == 1, url
        steps = zip(page.levels, page.levels[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), url


def test_nothing_is_inline(site: dict[str, str]) -> None:
    assert {url: found for url, html in site.items() if (found := Read(html).inline)} == {}


EXPORTED = (
    ".bib", ".css", ".csv", ".ics", ".json", ".jsonld", ".md", ".ris", ".xml",
)  # fmt: skip


def test_every_link_leads_to_a_page_and_to_a_place_in_it(site: dict[str, str]) -> None:
    ids = {url: set(Read(html).ids) for url, html in site.items()}
    broken = []
    for url, html in site.items():
        for href in Read(html).links:
            target = urljoin(f"https://here.example/{url}", href)
            address, fragment = urldefrag(target)
            parts = urlsplit(address)
            path = parts.path.removeprefix("/")
            if parts.netloc != "here.example" or path.startswith("theme/"):
                continue
            if path.endswith(EXPORTED):
                continue
            if path not in ids or (fragment and fragment not in ids[path]):
                broken.append(f"{url or 'home'} -> {href}")
    assert broken == []


def test_what_stands_between_guillemets_is_a_sources_own_words(site: dict[str, str]) -> None:
    quotes = {q for html in site.values() for q in Read(html).quoted}
    assert quotes
    for url, html in site.items():
        if url.startswith("annonces/"):
            text = re.sub(r"<q\b.*?</q>", "", html, flags=re.S)
            evidence = re.findall(r'<li class="evidence">(.*?)</li>', text, re.S)
            assert not any("«" in one for one in evidence), url


def test_the_menu_says_where_a_page_stands(site: dict[str, str]) -> None:
    for url, html in site.items():
        menu = re.search(r'<ul class="menu".*?</ul>', html, re.S)
        if not menu:
            continue
        for link_, current in re.findall(r'<a href="([^"]*)"(?: aria-current="(\w+)")?', menu[0]):
            to = urljoin(f"/{url}", link_).removeprefix("/")
            assert current == ("page" if url == to else "true" if url.startswith(to) else ""), url


def _renderer(theme: Path, texts: dict[str, object], **templates: str) -> Callable[..., str]:
    (theme / "templates").mkdir(exist_ok=True)
    for name, text in templates.items():
        (theme / f"templates/{name}.html").write_text(text)
    words = SimpleNamespace(t=Catalogue("fr", texts).t, urls={})
    render = renderer(theme, theme / "cache", words, None, private=False)  # type: ignore[arg-type]
    return lambda page: render(PageFile("", "page.html", page))


def test_what_is_made_once_is_made_of_what_it_is_given(tmp_path: Path) -> None:
    asked: list[str] = []

    class Way(str):
        def __html__(self) -> str:
            asked.append(self)
            return f"<{self}>"

    render = _renderer(
        tmp_path,
        {},
        ways="{% macro _to(one) %}<a>{{ one }}</a>{% endmacro %}{% set to = once(_to) %}",
        page='{% import "ways.html" as ways %}{% for one in page %}{{ ways.to(one) }}{% endfor %}',
    )
    page = [Way("a"), Way("b"), Way("a")]
    assert [render(page), render(page)] == ["<a><a></a><a><b></a><a><a></a>"] * 2
    assert asked == ["a", "b"]


def test_texts_of_the_catalogue_are_shown_and_others_when_they_change(tmp_path: Path) -> None:
    page = """{{ t("of", n=2) }} {{ t("a") }} {{ page.t("a") }} {{ t('a') ~ t(page.key) }}"""
    thing = SimpleNamespace(key="a", t=str.upper)
    for texts in ({"a": "<x>", "of": "{n} y"}, {"a": "z", "of": "{n} y"}):
        said = _renderer(tmp_path, texts, page=page)(thing)
        assert said == escape(f"2 y {texts['a']} A {texts['a']}{texts['a']}")
    assert len([*(tmp_path / "cache/templates").iterdir()]) == 1


def test_a_text_that_is_not_in_the_catalogue_is_missed_where_it_is_shown(tmp_path: Path) -> None:
    render = _renderer(tmp_path, {}, page='{% if page %}{{ t("no") }}{% endif %}')
    assert render(False) == ""
    with pytest.raises(KeyError, match="no"):
        render(True)


def test_what_is_missing_is_an_error_unless_it_is_asked_whether_it_is(tmp_path: Path) -> None:
    page = SimpleNamespace(title="a", none=None)
    for shown in ("page.no", "no", "no.title", "page.no.title", "page.title.no", "page.none.no"):
        render = _renderer(tmp_path, {}, page=f"{{{{ {shown} }}}}")
        with pytest.raises(UndefinedError, match="no"):
            render(page)
    asked = """{{ page.no|default("b") }} {{ no|default("c") }} {% if no %}{% endif %}"""
    with pytest.raises(UndefinedError, match="'no' is undefined"):
        _renderer(tmp_path, {}, page=asked)(page)
    asked = """{{ page.no|default("b") }} {{ no|default("c") }} {{ page.no is defined }}"""
    assert _renderer(tmp_path, {}, page=asked)(page) == "b c False"


def test_all_that_is_written_is_escaped_but_markup(tmp_path: Path) -> None:
    class Tag(str):
        def __html__(self) -> str:
            return f"<{self}>"

    page = SimpleNamespace(all=("<&'\">", Markup("<b>"), Tag("i"), None, 1, 1.5, True, ("<",)))
    escaped = "&lt;&amp;&#39;&#34;&gt; <b> <i> None 1 1.5 True (&#39;&lt;&#39;,) "
    said = "{% for one in page.all %}{{ one }} {% endfor %}"
    assert _renderer(tmp_path, {}, page=said)(page) == escaped
    said = f"{{% macro all(page) %}}{said}{{% endmacro %}}{{{{ all(page) }}}}"
    assert _renderer(tmp_path, {}, page=said)(page) == escaped
    said = "{{ '<' ~ page.all[1] ~ page.all[0] }}{{ '<'|upper }}{{ '<' }}{{ page.all[1]|e }}"
    assert _renderer(tmp_path, {}, page=said)(page) == "&lt;<b>&lt;&amp;&#39;&#34;&gt;&lt;&lt;<b>"


def test_macros_are_given_values_in_their_order_by_their_names_or_not_at_all(
    tmp_path: Path,
) -> None:
    macros = """
        {%- macro pair(a, b="<") %}{{ a }}{{ b }}{% endmacro %}
        {%- macro all() %}{{ varargs|join }}{{ kwargs["k"] }}{% endmacro %}
        {%- macro within(a) %}({{ caller(a) }}){% endmacro -%}"""
    for said, expected in (
        ("pair(1, 2)", "12"),
        ("pair(1)", "1&lt;"),
        ("pair(b=1, a=2)", "21"),
        ("pair(*[1, 2])", "12"),
        ("all(1, 2, k=3)", "123"),
    ):
        assert _renderer(tmp_path, {}, page=f"{macros}{{{{ {said} }}}}")(0) == expected
    called = "{% call(b) within(1) %}<i>{{ b }}{{ page }}{% endcall %}"
    assert _renderer(tmp_path, {}, page=f"{macros}{called}")("&") == "(<i>1&amp;)"
    for said in ("pair(1, 2, 3)", "pair(1, c=2)", "within(1)"):
        with pytest.raises((TypeError, UndefinedError)):
            _renderer(tmp_path, {}, page=f"{macros}{{{{ {said} }}}}")(0)


def test_an_error_names_its_line_of_the_template(tmp_path: Path) -> None:
    render = _renderer(tmp_path, {}, page="<p>\n{{ page }}\n<b>\n{{ page.no }}\n</b>")
    with pytest.raises(UndefinedError) as error:
        render("")
    frames = traceback.extract_tb(error.value.__traceback__)
    page = str(tmp_path / "templates" / "page.html")
    assert [one.lineno for one in frames if one.filename == page] == [4]


def test_rendering_leaves_no_weak_module_behind(tmp_path: Path) -> None:
    # Whoever walks through all modules, as hypothesis does, would stumble over one that is gone.
    for _ in range(2):
        assert _renderer(tmp_path, {}, page="{{ page }}")("a") == "a"
    assert [n for n, one in sys.modules.items() if type(one) in weakref.ProxyTypes] == []


def test_an_authors_text_cannot_become_markup() -> None:
    linked = loading.load_archive(CONTENT).linked
    assert linked
    hostile = '"><script>alert(1)</script>'
    kinds = {
        kind: {
            id_: record.model_copy(update={"title": hostile, "summary": hostile})
            for id_, record in getattr(linked.archive, kind).items()
        }
        for kind in ("articles", "announcements", "themes")
    }
    linked, _ = link(replace(linked.archive, **kinds), linked.as_of)
    for url, html in render_pages(linked).items():
        assert "<script>alert" not in html, url


def test_every_stylesheet_keeps_to_its_layers() -> None:
    for path in (THEME / "static/css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S).strip()
        depth, outside = 0, ""
        for sign in text:
            depth += sign == "{"
            outside += sign if depth == 0 else ""
            depth -= sign == "}"
        rules = re.sub(r"@layer[^;}]*[;}]?|@import[^;]*;|\}", "", outside).strip()
        assert rules == "", path.name


def test_a_heading_of_a_body_cannot_have_the_id_of_a_section(tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    headings = "\n".join(
        f"## {one}\n\nTexte.\n"
        for one in ("Relations", "Mentions", "Articles", "Terms", "State", "Announcements")
    )
    for path in ("announcements/tram-ouvert.md", "entities/ana-morel.md", "themes/transports.md"):
        with (content / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{headings}")
    reading = loading.load_archive(content)
    assert reading.linked, reading.problems
    for url, html in render_pages(reading.linked).items():
        ids = Read(html).ids
        assert len(ids) == len(set(ids)), url


def test_every_state_has_a_glyph_of_its_own() -> None:
    text = (THEME / "templates/partials/glyphs.html").read_text("utf-8")
    glyphs = dict(re.findall(r'<symbol id="sign_([^"]+)"[^>]*>(.*?)</symbol>', text, re.S))
    values = {
        f"{name}_{value}" for name in ("stage", "verdict", "computed") for value in LISTS[name]
    }
    assert glyphs.keys() == values | {"archive", "search"}
    assert len(set(glyphs.values())) == len(glyphs)


def test_no_space_stands_before_a_comma(site: dict[str, str]) -> None:
    for url, html in site.items():
        text = re.sub(r"<[^>]+>", "", html)
        assert not re.search(r"\S\s,", text), url
        assert not re.search(r"\.Qui ", text), url
