"""Bodies: the canonical text, the HTML with its marks, the places in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file
from msgspec import msgpack

from suites.archive import anchoring, languages, markdown
from suites.archive.languages import Language
from suites.archive.markdown import Body, Highlight, IdLink, Passage, Target

FRENCH = languages.of("fr")
CASES = read_fixture_file(Path(__file__).parent / "cases" / "body.md")
QUOTE = re.compile(r"@(?P<lang>[a-z]*) (?P<exact>.*)\n")
VOID = {"br", "hr"}
NEVER = 1 << 60


def target(id_: str) -> Target | None:
    if id_ == "nowhere":
        return None
    return Target(f"{id_}/", id_.upper(), "announcement")


def same_title(id_: str) -> Target:
    return Target(f"{id_}/", id_, "announcement")


def sentence(
    body: Body, link: IdLink, title: Callable[[str], str] = str, language: Language = FRENCH
) -> str:
    return markdown.sentence_text(body.sentence_pieces(link, language), title)


def annotated(source: str) -> tuple[Body, list[Highlight]]:
    """The body of a case without its lines of quotes, and the marks of these."""
    quotes = []
    while found := QUOTE.match(source):
        quotes.append(found)
        source = source[found.end() :]
    parsed = markdown.parse(source)
    text, marks = anchoring.fold(parsed.text), []
    among = anchoring.quotations(parsed.text, FRENCH.quotation_marks)
    for number, quote in enumerate(quotes, start=1):
        (span,) = anchoring.find(quote["exact"], text)
        verbatim, lang = anchoring.is_verbatim(span, among), quote["lang"] or None
        marks.append(Highlight(f"q{number}", number, span.start, span.end, verbatim, "claim", lang))
    return parsed, marks


@pytest.mark.parametrize(("line", "title", "source", "html"), CASES, ids=[c[1] for c in CASES])
def test_each_case_comes_out_as_it_is_written(
    line: int, title: str, source: str, html: str
) -> None:
    parsed, marks = annotated(source)
    passages = markdown.render(parsed, marks, target, FRENCH, "../")
    assert "".join(passage.html for passage in passages) == html, f"body.md:{line + 1}: {title}"


class Reader(HTMLParser):
    """Reads HTML strictly, and keeps what the laws are about."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.callouts: list[str] = []
        self.text = ""
        self.marked: dict[str, str] = {}
        self.last_piece: dict[str, int] = {}
        self.called: dict[str, int] = {}
        self.pieces: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and any(name == "a" for name, _ in self.open)), "a link in a link"
        assert len(dict(attrs)) == len(attrs), "an attribute written twice"
        values = dict(attrs)
        if id_ := values.get("id"):
            self.ids.append(id_)
        if tag == "mark":
            self.pieces.append(values)
        if tag == "a" and values.get("class") == "callout":
            assert not any(name in ("code", "a") for name, _ in self.open)
            self.callouts.append(str(values["href"]).removeprefix("#note-"))
            self.called[self.callouts[-1]] = self.getpos()[0] * 100_000 + self.getpos()[1]
        if tag not in VOID:
            self.open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1]}"
        self.open.pop()

    def handle_data(self, text: str) -> None:
        ours = {values.get("class") for tag, values in self.open if tag == "a"}
        if ours & {"callout", "footnote", "return"}:
            return
        self.text += text
        for tag, values in self.open:
            if tag == "mark":
                kind = str(values["data-kind"])
                self.marked[kind] = self.marked.get(kind, "") + text
                self.last_piece[kind] = self.getpos()[0] * 100_000 + self.getpos()[1]


def plain(text: str) -> list[str]:
    return text.split()


def joined(text: str) -> str:
    return "".join(text.split())


INLINE = st.sampled_from(
    ["mot", "l’été", "un deux", "*gras*", "**fort *et* gras**", "`co de`", "« dit »", "« un",
     "fin »", "[lien *ici*](https://x.example)", "[[tram-payant]]", "[[tram-payant|le *projet*]]",
     "[^1]",
     "&amp;", "\\*", "<b>", "![photo](a.png)", "« *cité* et [lien](#a) »", "\n", "\\\n",
     "é", "a|b", "[r](/x)"]
)  # fmt: skip
LINE = st.lists(INLINE, min_size=1, max_size=7).map(lambda parts: " ".join(parts).strip() or "x")
FLAT = LINE.map(lambda text: " ".join(text.split()).replace("|", " ").replace("\\ ", ""))
BLOCK = st.one_of(
    LINE,
    FLAT.map(lambda text: f"## {text}"),
    st.lists(FLAT, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(FLAT, min_size=1, max_size=3).map(lambda items: "\n\n".join(f"1. {i}" for i in items)),
    FLAT.map(lambda text: f"> {text}\n>\n> - {text}\n>   1. {text}"),
    st.tuples(FLAT, FLAT).map(lambda two: f"| {two[0]} | b |\n| --- | :-: |\n| {two[1]} | |"),
    FLAT.map(lambda text: f"Terme\n: {text}\n\n  suite"),
    LINE.map(lambda text: f"```\n{text}\n```"),
    st.just("---"),
)
SOURCE = st.lists(BLOCK, min_size=1, max_size=5).map(
    lambda blocks: "\n\n".join([*blocks, "[^1]: Une *note* de pied."])
)


@st.composite
def marked_bodies(draw: st.DrawFn) -> tuple[Body, list[Highlight]]:
    parsed = markdown.parse(draw(SOURCE))
    size = len(parsed.text)
    ends = st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted)
    marks: list[Highlight] = []
    for number, (start, end) in enumerate(draw(st.lists(ends, max_size=5)), start=1):
        if parsed.text[start:end].strip():
            marks.append(
                Highlight(f"id-{number}", number, start, end, draw(st.booleans()), f"kind-{number}")
            )
    return parsed, marks


def read(passages: Sequence[Passage]) -> list[Reader]:
    return [Reader(passage.html) for passage in passages]


@given(marked_bodies())
def test_every_passage_is_well_formed_and_says_the_canonical_text(
    case: tuple[Body, list[Highlight]],
) -> None:
    parsed, marks = case
    readers = read(markdown.render(parsed, marks, same_title, FRENCH))
    assert plain(" ".join(reader.text for reader in readers)) == plain(parsed.text)


@given(marked_bodies())
def test_what_is_shown_has_the_length_of_the_canonical_text_and_is_found_in_it(
    case: tuple[Body, list[Highlight]],
) -> None:
    parsed, _ = case
    shown = FRENCH.spacing.replace_spaces(parsed.text)
    assert len(shown) == len(parsed.text)
    assert anchoring.fold(shown).text == anchoring.fold(parsed.text).text
    assert FRENCH.spacing.replace_spaces(shown) == shown


@given(marked_bodies())
def test_marks_cover_their_spans_whatever_they_cross(case: tuple[Body, list[Highlight]]) -> None:
    parsed, marks = case
    reader = Reader("".join(p.html for p in markdown.render(parsed, marks, same_title, FRENCH)))
    for mark in marks:
        shown = joined(reader.marked[mark.kind])
        # A title that stands for an id is marked as a whole.
        cut = [
            x for x in parsed.links if x.label is None and x.start < mark.end and mark.start < x.end
        ]
        start, end = (
            min((x.start for x in cut), default=NEVER),
            max((x.end for x in cut), default=0),
        )
        words = joined(parsed.text[min(start, mark.start) : max(end, mark.end)])
        assert shown in (words, f"«{words}»")


@given(marked_bodies())
def test_every_mark_has_one_id_and_one_callout_after_its_last_piece(
    case: tuple[Body, list[Highlight]],
) -> None:
    parsed, marks = case
    passages = markdown.render(parsed, marks, same_title, FRENCH)
    reader = Reader("".join(passage.html for passage in passages))
    assert len(set(reader.ids)) == len(reader.ids)
    assert {mark.id for mark in marks} <= set(reader.ids)
    assert sorted(reader.callouts) == sorted(mark.id for mark in marks)
    for mark in marks:
        assert reader.called[mark.id] > reader.last_piece[mark.kind]


@given(marked_bodies())
def test_notes_are_beside_the_passage_that_their_marks_end_in(
    case: tuple[Body, list[Highlight]],
) -> None:
    parsed, marks = case
    kinds = {mark.id: mark.kind for mark in marks}
    passages = markdown.render(parsed, marks, same_title, FRENCH)
    for passage, reader in zip(passages, read(passages), strict=True):
        assert sorted(reader.callouts) == sorted(passage.annotations)
        beside = {kinds[id_]: str(k) for k, id_ in enumerate(passage.annotations, start=1)}
        for piece in reader.pieces:
            assert piece.get("data-k") == beside.get(str(piece["data-kind"]))


@given(SOURCE, st.integers(1, 40))
def test_a_place_is_in_the_file_and_on_the_line_of_its_words(source: str, first: int) -> None:
    parsed = markdown.parse(source, first)
    lines = source.split("\n")
    for offset, char in enumerate(parsed.text):
        line, column = parsed.place(offset)
        assert 1 <= line - first + 1 <= len(lines)
        assert 1 <= column <= len(lines[line - first]) + 1
        if char.isalpha() and "[[" not in source and "&" not in source:
            assert char in lines[line - first]


def test_the_canonical_text_joins_blocks_and_ends_with_footnotes() -> None:
    parsed = markdown.parse(
        "## *Un*\n\nDeux[^1]\ntrois\\\nquatre\n\n- a\n- b\n\n[^1]: Note.\n\nFin [[tram-payant]]."
    )
    assert parsed.text == "Un\nDeux trois quatre\na\nb\nFin tram-payant.\nNote."


def test_links_know_their_place_in_the_file_and_in_the_text() -> None:
    source = (
        "Un\n  *[[a-b]]* puis\n> [[c-d#e|le projet]]\n\n"
        "| x | y |\n|--|--|\n| [[e-f\\|t]] | [[e-f]] |"
    )
    parsed = markdown.parse(source, body_line=10)
    assert [(link.target, link.label, link.line, link.column) for link in parsed.links] == [
        ("a-b", None, 11, 4),
        ("c-d#e", "le projet", 12, 3),
        ("e-f", "t", 16, 3),
        ("e-f", None, 16, 16),
    ]
    assert [parsed.text[link.start : link.end] for link in parsed.links] == [
        "a-b", "le projet", "t", "e-f",
    ]  # fmt: skip


def test_addresses_and_images_know_their_place() -> None:
    parsed = markdown.parse(
        "Un [a](https://a.example\n 't') et [b](/b/) [m](mailto:a@b.example) [i](#i)\n"
        "![p](c.png) <http://d.example>",
        body_line=5,
    )
    assert [(link.url, link.line, link.column) for link in parsed.external] == [
        ("https://a.example", 5, 4),
        ("/b/", 6, 10),
        ("http://d.example", 7, 13),
    ]
    assert [(image.url, image.line, image.column) for image in parsed.images] == [("c.png", 7, 1)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_exact_where_the_source_is_plain(newline: str) -> None:
    source = (
        "Un *deux* [trois\nquatre](https://a.example\n'cinq') six `se\npt`\n\n"
        "> - huit\n>   neuf\\\n>   dix &amp; \\* onze\n\n```\ndouze\ntreize\n```\n"
    )
    parsed = markdown.parse(source.replace("\n", newline), body_line=3)
    lines = source.split("\n")
    for word in ("Un", "deux", "trois", "quatre", "six", "se", "pt", "huit", "neuf", "dix", "onze",
                 "douze", "treize"):  # fmt: skip
        line, column = parsed.place(parsed.text.index(word))
        assert lines[line - 3][column - 1 :].startswith(word)


def test_of_a_very_long_sentence_the_words_around_the_link_are_told() -> None:
    words = "mot " * 400
    parsed = markdown.parse(f"Voici {words}[[a-b]] {words}fin.")
    said = sentence(parsed, parsed.links[0], str.upper)
    assert said.startswith("… mot mot ")
    assert " mot A-B mot " in said
    assert said.endswith(" mot …")
    assert len(said) < 1100


def test_a_sentence_is_the_one_that_the_link_stands_in() -> None:
    parsed = markdown.parse(
        "Une phrase. Voir « [[a-b]] » ! Puis M. Morel et [[c-d|le *projet*]] suivent ?\n\n"
        "Fin [[e-f]]"
    )
    first, second, last = parsed.links
    assert sentence(parsed, first) == "Voir « a-b » !"
    assert sentence(parsed, first, str.upper) == "Voir « A-B » !"
    assert sentence(parsed, second) == "Puis M. Morel et le projet suivent ?"
    assert sentence(parsed, last, str.upper) == "Fin E-F"


def test_an_english_sentence_ends_after_its_inner_marks_and_not_at_a_title_before_a_name() -> None:
    parsed = markdown.parse(
        "They said “we heard ‘no.’” It is, e.g. [[a-b]], what Mr. Smith of St. Ives said. The end."
    )
    (link,) = parsed.links
    assert sentence(parsed, link) == "It is, e.g. a-b, what Mr. Smith of St. Ives said."
    parsed = markdown.parse("Not so. ‘Yes’ to [[a-b]] in the U.S. House. The end.")
    (link,) = parsed.links
    assert sentence(parsed, link) == "‘Yes’ to a-b in the U.S. House."


def test_a_german_sentence_goes_on_after_an_ordinal_and_an_abbreviation() -> None:
    german = languages.of("de")
    parsed = markdown.parse(
        "Er rief „nein.“ Am 9. Januar sah Dr. Moor z. B. [[a-b]] von der Nr. 5. Das war alles. "
        "Im Jahr 2022. Dann [[c-d]]."
    )
    first, last = parsed.links
    said = sentence(parsed, first, language=german)
    assert said == "Am 9. Januar sah Dr. Moor z. B. a-b von der Nr. 5."
    assert sentence(parsed, last, language=german) == "Dann c-d."


def test_headings_are_listed_with_level_id_words_and_line() -> None:
    parsed = markdown.parse("# Œuvre *à* lire\n\nx\n\n## Œuvre à lire", body_line=4)
    assert [(h.level, h.id, h.text, h.line) for h in parsed.headings] == [
        (2, "h_oeuvre-a-lire", "Œuvre à lire", 4),
        (2, "h_oeuvre-a-lire__2", "Œuvre à lire", 8),
    ]


def test_labels_come_from_the_caller() -> None:
    parsed = markdown.parse("Un mot[^1].\n\n[^1]: note")
    html = "".join(
        passage.html
        for passage in markdown.render(
            parsed, [Highlight("m", 4, 0, 2, False, "claim")], target, FRENCH,
            callout_label="appel {number}", return_label="Revenir < au texte",
        )
    )  # fmt: skip
    assert 'aria-label="appel 4">4</a>' in html
    assert 'aria-label="Revenir &lt; au texte"' in html


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99), (2, 3)])
def test_a_mark_that_covers_no_text_is_our_own_mistake(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="covers no text"):
        markdown.render(
            markdown.parse("Un mot"),
            [Highlight("m", 1, start, end, False, "claim")],
            target,
            FRENCH,
        )


def test_two_marks_with_one_id_are_our_own_mistake() -> None:
    mark = Highlight("m", 1, 0, 2, False, "claim")
    with pytest.raises(ValueError, match="same id"):
        markdown.render(markdown.parse("Un mot"), [mark, mark], target, FRENCH)


def test_a_note_has_links_and_emphasis_but_no_headings_tables_or_footnotes() -> None:
    html = markdown.render_note(
        "# Un *mot*, [[tram-payant]][^1]\n\n[^1]: non", target, FRENCH, "../"
    )
    assert html == (
        "<p># Un <em>mot</em>, "
        '<a href="../tram-payant/" data-kind="announcement">TRAM-PAYANT</a>[^1]</p>\n'
        "<p>[^1]: non</p>\n"
    )


def test_an_empty_body_is_nothing() -> None:
    parsed = markdown.parse("")
    assert (parsed.text, markdown.render(parsed, [], target, FRENCH), parsed.place(0)) == (
        "",
        (),
        (1, 1),
    )


@given(text=st.text("aéZ9 .,;:!?-–—()’'\"«»*_`[]<>&#~|\\/+=$€%\u00a0\u202f\n", max_size=12))
def test_a_plain_note_is_shown_as_markdown_would_show_it(text: str) -> None:
    text = FRENCH.spacing.replace_spaces(text)  # as a record has it
    if markdown.is_plain(text):
        parsed = markdown.parse_note(text)
        slow = "".join(
            passage.html for passage in markdown.render(parsed, (), lambda _: None, FRENCH)
        )
        assert markdown.render_note(text, lambda _: None, FRENCH) == slow
        assert parsed.text == text
        assert (parsed.links, parsed.external, parsed.images) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "Un [[x]] et [[y#z|un *autre*]].[^1]\n\n## Titre\n\n- un\n- deux\n\n[^1]: Une note.",
        "| a | b |\n| --- | --- |\n| c | [d](https://e.example) |\n\n![f](g.png)\n",
        "",
    ],
)
def test_a_body_that_was_kept_is_the_same_body(text: str) -> None:
    parsed = markdown.parse(text, 7)
    assert msgpack.decode(msgpack.encode(parsed), type=Body) == parsed
