"""The composer's scripts find quotes and read dates as the program does; no site is needed.

Random texts leave out what Python and a browser may know differently: characters that the Unicode
of `unicodedata` has not assigned, and halves of surrogate pairs, which no file holds.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from support.length import sample
from support.random_dates import ANY
from support.shared_cases import (
    LANGUAGES,
    Case,
    date_cases,
    drawn,
    quote_cases,
    shared_cases,
)

from suites.archive import dates, languages
from suites.archive.anchoring import (
    Quotation,
    Span,
    TooCommonError,
    describe,
    find,
    fold,
    is_inside,
    is_verbatim,
    quotations,
    words,
)

SCRIPTS = Path(__file__).resolve().parents[2] / "theme/static/js/composer"
FRENCH = languages.of("fr").quotation_marks

CALL = """async ([module, source, given, data]) => {
  const script = await import(module);
  const answer = eval(source);
  const nameOf = (error) => (error.constructor === Error ? error.message : error.constructor.name);
  const attempt = (act) => {
    try { return act(); } catch (error) { return { refused: nameOf(error) }; }
  };
  const answerTo = (one) => attempt(() => answer(script, one, attempt, data));
  return JSON.stringify(JSON.parse(given).map(answerTo));
}"""
"""Asks a script for all at once. An error that has a name of its own is shown by it."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def called(
    page: Page, name: str, answer: str, given: Sequence[object], data: object = None
) -> list[Any]:
    """Return what a function makes of a script, of each thing that is given, and of the data."""
    module = b64encode((SCRIPTS / f"{name}.js").read_bytes()).decode()
    url = f"data:text/javascript;base64,{module}"
    found: list[Any] = json.loads(page.evaluate(CALL, [url, answer, json.dumps(given), data]))
    return found


def disagreements(
    given: Sequence[object], answers: Sequence[object], expected: Sequence[object]
) -> list[object]:
    """Return the three shortest things that were answered otherwise, with both answers."""
    both = zip(given, answers, expected, strict=True)
    return sorted((one for one in both if one[1] != one[2]), key=lambda one: len(str(one)))[:3]


# --- anchoring ---------------------------------------------------------------------------------

OF_CASE = """(script, [asked, given]) => {
  const { fold, find, describe, words, isInside, quotations, isVerbatim } = script;
  const { text: whole, exact, prefix, suffix, fits } = given;
  const marked = (text) => ({ start, end }) =>
    `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
  const [before, inside = "", after = ""] = whole.split(/[⟦⟧]/u);
  const text = before + inside + after;
  const span = { start: before.length, end: (before + inside).length };
  switch (asked) {
    case "fold":
      return { folded: fold(text).text };
    case "parts": {
      const folded = fold(text);
      const places = [...folded.text].map((_, at, all) => all.slice(0, at + 1).join("").length);
      const edges = [0, ...places.filter((at) => !isInside(folded, at))];
      return { parts: edges.slice(1).map((end, at) => folded.text.slice(edges[at], end)) };
    }
    case "find": {
      const spans = find(exact, fold(text), prefix, suffix);
      return { fits: typeof fits === "number" ? spans.length : spans.map(marked(text)) };
    }
    case "describe":
      return describe(text, span);
    case "words":
      return { words: words(text) };
    case "quotations": {
      const found = quotations(text, { opening: "«", closing: "»" });
      const quoted = found.map(({ start, end }) => text.slice(start, end));
      return { quoted, verbatim: isVerbatim(span, found) };
    }
  }
}"""


def test_the_script_anchors_every_case_as_the_program_does(page: Page) -> None:
    cases = [(asked, case) for asked, all_ in shared_cases("anchoring").items() for case in all_]
    answers = called(page, "anchoring", OF_CASE, cases)
    parts = ("folded", "parts", "fits", "words", "quoted", "verbatim", "refused")
    expected = [
        {key: case[key] for key in (*parts, "exact", "prefix", "suffix") if key in case}
        if asked == "describe"
        else {key: case[key] for key in parts if key in case}
        for asked, case in cases
    ]
    assert disagreements(cases, answers, expected) == []


def test_the_script_finds_quotes_in_markdown_as_the_program_does(page: Page) -> None:
    cases = quote_cases()
    answers = called(page, "anchoring", OF_CASE, [("find", case._asdict()) for case in cases])
    assert disagreements(cases, answers, [{"fits": case.fits} for case in cases]) == []


SIGNS_OF_FRENCH = "ab éœ’'«»“\"”:;!?….–- \u00a0\u202f\u2009\n\t\u00ad\u200b\ufe0fe\u0301\u0327ﬁﬄ"
SIGNS_OF_OTHERS = (
    "한\u1112\u1161\u11ab\u1160กิ็北京𠀋ひスマーالسّ\u200fקǅΣςσİı_½²Ⅻ०९"
    "𝒜𝒷𝟙𝟚👍🏽👨\u200d👩❤🇫🇷🇧\U000e0067ᵉʳ^１Ａ！＾\u0316\u0345\U0001d165\U0001d16f"
)
SIGNS_OF_NUMBERS = "0123456789 \u202f.,:/'’-−+±$€%⁄"
ASSIGNED = st.characters(exclude_categories=["Cs", "Cn"])
TOKENS = st.sampled_from(
    "7,8 10\u00a0000 1\u202f234\u202f567,5 −5 +33 12:30 1/2 2023 ½ 8\u00a0$ épargne "
    "e\u0301te\u0301 Σίσυφος किताब 애플이 \u1112\u1161\u11ab スマホ 北 京 กิ السلام oui … "
    "1ᵉʳ 1^er ＡＢ １２ 👩\u200d👧 ❤\ufe0f\u200d🔥 🇫🇷🇧🇪 "
    "«\u00a0oui\u00a0» l’été non\u202f! ﬁn re\u00adport 𝒜𝒷 👍🏽 un prix".split(" ")
)
FEW = st.sampled_from(["un", "prix", "8", "𝒜", "é", "e\u0301"])
PARTS = st.sampled_from([" ", " ", "\u00a0", " « ", " » ", "’", " (", ") ", "\n", "-", ", ", ""])


def prose(tokens: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(st.tuples(tokens, PARTS), min_size=3, max_size=14)
    return parts.map(lambda made: "".join(map("".join, made)))


TEXTS = st.one_of(
    prose(TOKENS),
    prose(FEW),
    st.lists(FEW, min_size=6, max_size=20).map(" ".join),
    st.text(SIGNS_OF_FRENCH, min_size=8, max_size=40),
    st.text(SIGNS_OF_FRENCH + SIGNS_OF_OTHERS, min_size=4, max_size=30),
    st.text(SIGNS_OF_NUMBERS, min_size=4, max_size=24),
    st.text(ASSIGNED, min_size=1, max_size=12),
    st.builds(str.__mul__, st.text("ab \u0301", min_size=1, max_size=5), st.integers(2, 60)),
)
CHANGES: list[Callable[[str], str]] = [
    *(str, str, str, str),
    lambda text: text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", ""),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text[: len(text) // 2] + "\u00ad" + text[len(text) // 2 :],
    lambda text: text[: len(text) // 2] + " " + text[len(text) // 2 + 1 :],
    lambda text: text[:-1],
    lambda text: f" {text}…",
    str.upper,
]
"""What is written otherwise, and near misses."""


def cut(text: str, places: Sequence[int], changes: Sequence[int]) -> Case:
    """Return a quote cut from a text; half of them between whole words. Parts are changed."""
    folded = fold(text)
    edges = sorted(
        {0, len(text)}
        | {
            edge
            for at in range(1, len(folded.text))
            if not is_inside(folded, at)
            for edge in (folded.span(at - 1, at).end, folded.origin(at))
        }
    )
    start, end, before, after = places
    if start % 2:
        first = start % len(edges)
        start, end = edges[first], edges[min(first + end % 5, len(edges) - 1)]
    start, end = sorted((start % (len(text) + 1), end % (len(text) + 1)))
    prefix = text[max(0, start - before % 9) : start] if before % 3 == 0 else ""
    suffix = text[end : end + after % 9] if after % 3 == 0 else ""
    exact, prefix, suffix = (
        CHANGES[change](part)
        for change, part in zip(changes, (text[start:end], prefix, suffix), strict=True)
    )
    return {
        "text": text, "start": start, "end": end,
        "exact": exact, "prefix": prefix, "suffix": suffix,
    }  # fmt: skip


PLACES = st.lists(st.integers(0, 1 << 16), min_size=4, max_size=4)
QUOTES = st.builds(
    cut, TEXTS, PLACES, st.lists(st.integers(0, len(CHANGES) - 1), min_size=3, max_size=3)
)
LONG = [
    {
        "text": text, "start": start, "end": start + len(exact),
        "exact": exact, "prefix": "", "suffix": "",
    }
    for text, start, exact in (
        ("le prix " * 200, 803, "prix"),
        ("𝒜 👍 " * 300 + "fin", 602, "👍"),
        ("un 𝒜 " * 202, 503, "𝒜"),
        ("un 𝒜 " * 480, 1203, "𝒜"),
        ("un 𝒜 " * 499, 1203, "𝒜"),
        ("👍 " + "un 𝒜 " * 400, 998, "𝒜"),
        ("👍 " + "un 𝒜 " * 400, 1003, "𝒜"),
        ("👍 " + "un 𝒜 " * 400, 1008, "𝒜"),
        ("un 𝒜 " * 400 + " 👍", 993, "𝒜"),
        ("un 𝒜 " * 400 + " 👍", 998, "𝒜"),
        ("un 𝒜 " * 400 + " 👍", 1003, "𝒜"),
        ("a" + "\u0316\u0301" * 100 + " a", 202, "a"),
        ("a" + "\u0301" * 200 + " é", 202, "é"),
        ("x" + "\u0316" * 70 + "\u0301" * 70 + " x", 142, "x"),
        ("é\u0316" + "\u0301" * 62 + "\u0327" + " é", 66, "é"),
        ("«" + " " * 300 + "oui" + " " * 300 + "»", 301, "oui"),
    )
]  # fmt: skip
"""Contexts longer than can tell two quotes apart, clusters longer than writing has."""

ALL_OF_QUOTE = """(
  { fold, find, describe, words, isInside, quotations, isVerbatim },
  { text, exact, prefix, suffix, start, end },
  attempt,
) => {
  const pair = (span) => [span.start, span.end];
  const folded = fold(text);
  let at = 0;
  const units = [...folded.text].map((char) => [at, (at += char.length)]);
  const quoted = quotations(text, { opening: "«", closing: "»" });
  return {
    folded: folded.text,
    spans: units.map(([from, to]) => pair(folded.span(from, to))),
    inside: [0, ...units.map(([, to]) => to)].map((place) => isInside(folded, place)),
    found: attempt(() => find(exact, folded, prefix, suffix).map(pair)),
    described: attempt(() => Object.values(describe(text, { start, end }))),
    words: words(text),
    quoted: quoted.map(pair),
    verbatim: isVerbatim({ start, end }, quoted),
  };
}"""


def all_of_quote(case: Case) -> Case:
    """Return what the program makes of a quote, as `ALL_OF_QUOTE` does: offsets in UTF-16 units."""
    text, span = case["text"], Span(case["start"], case["end"])
    folded, quoted = fold(text), quotations(text, FRENCH)
    units = [0, *accumulate(1 + (char > "\uffff") for char in text)]
    places = range(len(folded.text))

    def pair(one: Span | Quotation) -> list[int]:
        return [units[one.start], units[one.end]]

    def found() -> list[list[int]]:
        quote = case["exact"], folded, case["prefix"], case["suffix"]
        return [pair(one) for one in find(*quote)]

    return {
        "folded": folded.text,
        "spans": [pair(folded.span(place, place + 1)) for place in places],
        "inside": [is_inside(folded, place) for place in (*places, len(folded.text))],
        "found": attempted(found),
        "described": attempted(lambda: list(describe(text, span))),
        "words": words(text),
        "quoted": [pair(one) for one in quoted],
        "verbatim": is_verbatim(span, quoted),
    }


def attempted(act: Callable[[], Any]) -> Any:
    """Return what a function does, or by which name the script refuses it."""
    try:
        return act()
    except TooCommonError:
        return {"refused": "TooCommon"}
    except ValueError as error:
        names = {
            "a quote without words": "NothingToFind",
            "no quote can describe": "CutsWord",
            "no words before or after": "Ambiguous",
        }
        sentence = str(error)
        return {"refused": next(name for it, name in names.items() if sentence.startswith(it))}


def in_units(case: Case) -> Case:
    """Return a case with the offsets that JavaScript has."""
    before = {key: case["text"][: case[key]] for key in ("start", "end")}
    return case | {key: len(text.encode("utf-16-le")) // 2 for key, text in before.items()}


@pytest.mark.prove
def test_the_script_anchors_random_quotes_as_the_program_does(page: Page) -> None:
    cases = drawn(QUOTES, 500, 10_000) + LONG
    answers = called(page, "anchoring", ALL_OF_QUOTE, [in_units(case) for case in cases])
    expected = [all_of_quote(case) for case in cases]
    assert disagreements(cases, answers, expected) == []
    # They are worth asking: quotes are found, once and more often, and refused for all reasons.
    found = [len(one["found"]) for one in expected if isinstance(one["found"], list)]
    described = [one["described"] for one in expected]
    assert sum(number == 1 for number in found) > len(cases) / 4
    assert sum(number > 1 for number in found) > len(cases) / 20
    assert sum(isinstance(one, list) for one in described) > len(cases) / 4
    assert {one["refused"] for one in described if isinstance(one, dict)} == {
        "NothingToFind", "CutsWord", "Ambiguous",
    }  # fmt: skip


OF_SIGN = """({ fold, words, isInside }, text) => {
  const folded = fold(text);
  const places = [...folded.text].map((_, at, all) => all.slice(0, at).join("").length);
  const inside = places.map((at) => isInside(folded, at));
  return [folded.text, inside, words(text)];
}"""


@pytest.mark.prove
def test_the_script_knows_every_character_as_the_program_does(page: Page) -> None:
    signs = [
        sign
        for sign in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(sign) not in ("Cn", "Cs")
    ]
    texts = [f"a{sign}b {sign}1{sign} ス{sign}{sign} .{sign}8" for sign in sample(signs, 200)]
    expected = []
    for text in texts:
        folded = fold(text)
        inside = [is_inside(folded, at) for at in range(len(folded.text))]
        expected.append([folded.text, inside, words(text)])
    for first in range(0, len(texts), 20_000):
        some = slice(first, first + 20_000)
        answers = called(page, "anchoring", OF_SIGN, texts[some])
        assert disagreements(texts[some], answers, expected[some]) == []


SECONDS_OF = """({ fold, find, describe, words }, { text, exact }, attempt) => {
  const started = performance.now();
  const folded = fold(text);
  attempt(() => find(exact, folded));
  attempt(() => describe(text, { start: 0, end: exact.length }));
  words(text);
  return (performance.now() - started) / 1000;
}"""
HOSTILE = [
    ("a" + "\u0316\u0301" * 50_000, "a"),
    ("a" + "\u0323" + "\u0301" * 100_000, "a"),
    ("a\u0316\u0301" * 33_000, "a"),
    (("x" + "\u0316\u0301" * 31) * 1_600, "x"),
    ("\u1161" * 100_000, "\u1161"),
    ("a" * 100_000, "b" + "a" * 50_000),
    ("a" * 100_000, "a" * 300 + "b" + "a" * 50_000),
    ("a" * 100_000, "a" * 50_000),
    (" " * 100_000, "a"),
    ("« " * 50_000, "«"),
    ("«" * 50_000 + " " * 50_000, "« "),
    ("« »" * 33_000, "a"),
    ("un prix " * 12_000, "un prix " * 11_600),
    ("\u00ad" * 100_000, "a"),
    ("1 000 " * 16_000, "1"),
    (("un 𝒜 mot " * 100 + "prix ") * 110, "prix"),
    ("a'" * 50_000, "a"),
    ("Σ'" * 50_000, "Σ"),
    ("👍" * 50_000, "👍"),
]  # fmt: skip


@pytest.mark.prove
def test_no_text_of_a_hundred_thousand_characters_keeps_the_script_busy(page: Page) -> None:
    texts = [{"text": text, "exact": exact} for text, exact in sample(HOSTILE, 6)]
    seconds = called(page, "anchoring", SECONDS_OF, texts)
    assert max(seconds) < 2, seconds


# --- dates -------------------------------------------------------------------------------------

OF_DATE = """({ parse, inWords }, text, attempt, languages) => {
  const date = parse(text);
  const modes = ["label", "phrase", "term"];
  const said = languages.map((words) => modes.map((mode) => inWords(date, words, mode)));
  return { ...date, said };
}"""
WORDS = [dates.date_words(language) for language in LANGUAGES]


def read(text: str) -> Case:
    """Return what the program makes of a date, as `OF_DATE` does."""
    try:
        d = dates.parse(text)
    except ValueError as error:
        return {"refused": str(error)}
    says = (dates.label, dates.phrase, dates.term)
    return {
        "text": d.text,
        "earliest": d.earliest.isoformat(),
        "latest": d.latest.isoformat(),
        "precision": d.precision,
        "time": d.time,
        "zone": d.zone,
        "approximate": d.approximate,
        "uncertain": d.uncertain,
        "said": [[say(d, language) for say in says] for language in LANGUAGES],
    }


def test_the_script_says_every_date_as_its_case_says(page: Page) -> None:
    cases = date_cases()
    answers = called(page, "edtf", OF_DATE, [case.text for case in cases], WORDS)
    said = {
        language: [(one["earliest"], one["latest"], *one["said"][at]) for one in answers]
        for at, language in enumerate(LANGUAGES)
    }
    shown = [said[case.language][at] for at, case in enumerate(cases)]
    expected = [(c.earliest, c.latest, c.label, c.phrase, c.term) for c in cases]
    assert disagreements(cases, shown, expected) == []


def test_the_script_reads_every_date_as_its_case_says(page: Page) -> None:
    cases = shared_cases("dates")
    usual = {"time": None, "zone": None, "approximate": False, "uncertain": False}
    answers = called(page, "edtf", "({ parse }, { text }) => parse(text)", cases["read"])
    shown = [{key: one[key] for key in ("text", "precision", *usual)} for one in answers]
    assert disagreements(cases["read"], shown, [usual | case for case in cases["read"]]) == []
    answers = called(page, "edtf", "({ parse }, { text }) => parse(text)", cases["wrong"])
    expected = [{"refused": case["says"]} for case in cases["wrong"]]
    assert disagreements(cases["wrong"], answers, expected) == []
    answers = called(page, "edtf", "({ meant }, { text }) => meant(text)", cases["meant"])
    assert disagreements(cases["meant"], answers, [case["dates"] for case in cases["meant"]]) == []


@pytest.mark.prove
def test_the_script_reads_random_dates_as_the_program_does(page: Page) -> None:
    texts = drawn(ANY, 500, 20_000)
    answers = called(page, "edtf", OF_DATE, texts, WORDS)
    expected = [read(text) for text in texts]
    assert disagreements(texts, answers, expected) == []
    dated = [one for one in expected if "said" in one]
    assert len(texts) / 3 < len(dated) < len(texts) * 0.9
    assert {one["precision"] for one in dated} == set(get_args(dates.Precision))
