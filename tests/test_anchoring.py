"""Anchoring: quotes find their words, whatever typography and Markdown stand between."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.length import at_length
from support.shared_cases import Case, QuoteCase, marked, quote_cases, shared_cases, unmarked

from suites.archive import languages
from suites.archive.anchoring import (
    Selector,
    Span,
    TooCommonError,
    common_runs,
    describe,
    find,
    fold,
    is_inside,
    is_verbatim,
    nearest,
    quotations,
    unbalanced,
    words,
)

FRENCH = languages.of("fr").quotation_marks
SHARED = shared_cases("anchoring")
REFUSED = {
    "NothingToFind": "a quote without words",
    "TooCommon": "words in more than 500 places",
    "CutsWord": "no quote can describe Span",
    "Ambiguous": "no words before or after tell this quote from another",
}
"""The messages of what is refused, by the name of the error of the script."""

SIGNS = (
    "ab éœ’'«»“\"”:;!?….–- \u00a0\u202f\n\t\u00ad\u200be\u0301\u0327ﬁ한\u1161^ᵉ１👩❤\u200d\ufe0f🇫"
)
TEXT = st.one_of(st.text(alphabet=SIGNS, max_size=40), st.text(max_size=30))
PROSE = st.lists(
    st.sampled_from(["un", "petit", "prix", "l’été", "«\u00a0oui\u00a0»", "non\u202f!", "…"]),
    min_size=1, max_size=25,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize("case", quote_cases(), ids=lambda case: case.title)
def test_each_quote_fits_what_is_written(case: QuoteCase) -> None:
    spans = find(case.exact, fold(case.text), case.prefix, case.suffix)
    assert marked(case.text, spans) == case.fits


def cases(kind: str) -> pytest.MarkDecorator:
    """The cases of one kind that Python and JavaScript share."""
    return pytest.mark.parametrize("case", SHARED[kind], ids=lambda case: case["text"][:40])


@cases("fold")
def test_a_text_is_folded_as_its_case_says(case: Case) -> None:
    assert fold(case["text"]).text == case["folded"]


@cases("parts")
def test_a_quote_may_begin_and_end_where_its_case_says(case: Case) -> None:
    folded = fold(case["text"])
    edges = [at for at in range(len(folded.text) + 1) if not is_inside(folded, at)]
    assert [folded.text[a:b] for a, b in pairwise(edges)] == case["parts"]


@cases("find")
def test_a_quote_is_found_where_its_case_says(case: Case) -> None:
    folded = fold(case["text"])
    quote = [case.get(key, "") for key in ("prefix", "suffix")]
    if "refused" in case:
        with pytest.raises(ValueError, match=REFUSED[case["refused"]]):
            find(case["exact"], folded, *quote)
        return
    spans = find(case["exact"], folded, *quote)
    fits = case["fits"]
    assert (len(spans) if isinstance(fits, int) else marked(case["text"], spans)) == fits


@cases("describe")
def test_a_description_has_as_few_words_as_will_do(case: Case) -> None:
    text, span = unmarked(case["text"])
    if "refused" in case:
        with pytest.raises(ValueError, match=REFUSED[case["refused"]]):
            describe(text, span)
        return
    quote = describe(text, span)
    assert quote == Selector(case["exact"], case["prefix"], case["suffix"])
    assert find(quote.exact, fold(text), quote.prefix, quote.suffix) == (span,)


@cases("words")
def test_words_are_counted_as_a_reader_counts_them(case: Case) -> None:
    assert words(case["text"]) == case["words"]


@cases("quotations")
def test_a_quote_is_verbatim_when_it_lies_inside_a_quotation(case: Case) -> None:
    text, span = unmarked(case["text"])
    found = quotations(text, FRENCH)
    assert [text[one.start : one.end] for one in found] == case["quoted"]
    assert is_verbatim(span, found) is case["verbatim"]


def test_words_in_too_many_places_are_an_error_of_their_own() -> None:
    with pytest.raises(TooCommonError):
        find("a", fold("a " * 500))


@given(TEXT)
@example("« »")
@example("a : ! b")
@example("e\u200d\u0301")
@example("«\u00ad a")
def test_folding_is_idempotent(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


@given(TEXT)
def test_a_folded_text_is_composed_and_has_no_double_space(text: str) -> None:
    folded = fold(text).text
    assert unicodedata.is_normalized("NFC", folded)
    assert not re.search(r"\s\s|[^\S ]|[’“”«»\u00ad\u200b–]", folded)


@given(TEXT)
def test_each_folded_character_comes_from_where_it_says(text: str) -> None:
    folded = fold(text)
    end = 0
    for index, char in enumerate(folded.text):
        span = folded.span(index, index + 1)
        assert folded.origin(index) == span.start
        assert span.start < span.end <= len(text)
        assert span.end >= end
        end = span.end
        assert char in fold(text[span.start : span.end]).text or char == " "


@given(TEXT, TEXT)
def test_words_that_differ_by_typography_alone_fold_alike(a: str, b: str) -> None:
    assert fold(f"{a}x’ y : « z »{b}").text == fold(f"{a}x' y\u00a0: «\u202fz\n»{b}").text


def whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends with a whole, visible character."""
    return fold(text).text == "".join(
        fold(part).text
        for part in (text[: span.start], text[span.start : span.end], text[span.end :])
    ) and not (text[span.start].isspace() or text[span.end - 1].isspace())


@given(st.one_of(PROSE, TEXT), st.data())
def test_what_describes_a_span_finds_it_and_no_other(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    places = [at for at in range(len(folded.text) + 1) if not is_inside(folded, at)]
    if not folded.text.strip():
        return
    start, end = sorted(data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2)))
    if start == end:
        return
    span = folded.span(start, end)
    words = folded.text[start:end].strip()
    if fold(text[span.start : span.end]).text != words or not whole(text, span):
        return
    quote = describe(text, span)
    assert find(quote.exact, folded, quote.prefix, quote.suffix) == (span,)


TOKENS = st.sampled_from(
    [
        *(
            "7,8",
            "10\u00a0000",
            "1\u202f234\u202f567,5",
            "−5",
            "+33",
            "12:30",
            "1/2",
            "0.5.1",
            "2023",
        ),
        *("½", "épargne", "e\u0301te\u0301", "Σίσυφος", "किताब", "애플이", "スマホ", "北", "京"),
        *("ก", "กิ", "oui", "…"),
    ]
)
PARTS = st.sampled_from([" ", "\u00a0", " « ", " » ", "’", " (", ") ", "\n"])


@given(st.lists(st.tuples(TOKENS, PARTS), min_size=1, max_size=8), st.data())
def test_a_quote_never_begins_or_ends_inside_a_word_or_a_number(
    made: list[tuple[str, str]], data: st.DataObject
) -> None:
    text, edges, insides = "", set(), set()
    for token, part in made:
        # An apostrophe between two digits is one of theirs.
        part = " " if part == "’" and token[-1].isdecimal() else part
        edges |= {len(text), len(text) + len(token)}
        insides |= set(range(len(text) + 1, len(text) + len(token)))
        text += token + part
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not fold(text[start:end]).text.strip():
        return
    for span in find(text[start:end], fold(text)):
        assert span.start not in insides
        assert span.end not in insides
    if {start, end} <= edges and text[start:end] == text[start:end].strip():
        assert Span(start, end) in find(text[start:end], fold(text))


LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Lm", "Nd"])
LETTERS_AND_MARKS = LETTERS | st.characters(categories=["Mn", "Mc"])


@settings(max_examples=300)
@given(LETTERS, LETTERS_AND_MARKS)
@example("ก", "ข")
@example("北", "京")
@example("ひ", "ら")
@example("ス", "マ")
@example("a", "ス")
def test_words_end_where_unicode_says(a: str, b: str) -> None:
    folded = fold(a + b)
    if folded.text == a + b:
        assert is_inside(folded, 1) is not bool(regex.match(r"(?V1w).\b.", a + b, regex.DOTALL))


@pytest.mark.parametrize(
    ("exact", "text", "near"),
    [
        (
            "petit payement mensuel",
            "Il parle d’un petit paiement mensuel.",
            "petit paiement mensuel",
        ),
        ("l'argent", "Voici L’ARGENT qu’il a", "L’ARGENT"),
        ("la première annonce de X", "La premiere annonce de X.", "La premiere annonce de X"),
        ("tout autre chose", "Zzz kkk 1234.", ""),
        ("un mot", "", ""),
        ("  ", "un mot", ""),
        ("le petit prix de X en 2023", "petit prix de X en 2023", "petit prix de X en 2023"),
        ("paiement", "Un paie\nment.", "paie ment"),
        ("İstanbul est là", "À İstambul est là, dit-il", "İstambul est là"),
    ],
)
def test_the_nearest_words_are_whole_words_of_the_text(exact: str, text: str, near: str) -> None:
    assert nearest(exact, text) == near


def test_quotations_are_the_words_between_guillemets() -> None:
    text = "Il dit «\u00a0un \u202f«\u00a0mot\u00a0» ici\u00a0», «non», «\u00a0» et «\nfin »."
    found = quotations(text, FRENCH)
    assert [text[q.start : q.end] for q in found] == ["un \u202f«\u00a0mot\u00a0» ici", "non"]
    assert text[found[1].whole.start : found[1].whole.end] == "«non»"
    assert [text[offset] for offset in unbalanced(text, FRENCH)] == ["«", "»"]


@given(st.text(alphabet="« »a\n", max_size=30))
def test_every_guillemet_is_in_a_pair_or_alone(text: str) -> None:
    spans = [q.whole for q in quotations(text, FRENCH)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    alone = unbalanced(text, FRENCH)
    assert all(text[offset] in "«»" for offset in alone)
    assert (len(alone) - text.count("«") - text.count("»")) % 2 == 0
    for quotation in quotations(text, FRENCH):
        assert (
            text[quotation.start : quotation.end].strip() == text[quotation.start : quotation.end]
        )
        assert "\n" not in text[quotation.whole.start : quotation.whole.end]


def test_common_runs_are_the_longest_ones_as_the_first_text_writes_them() -> None:
    ours = "Selon lui, l’offre de Base coûtera huit dollars. Ailleurs : huit dollars par mois."
    theirs = "l'offre de base coûtera dix ; huit dollars par mois"
    assert common_runs(ours, theirs, 3) == ("l’offre de Base coûtera", "huit dollars par mois")
    assert common_runs(ours, theirs, 5) == ()


def test_a_sign_that_no_text_holds_parts_two_runs() -> None:
    assert common_runs("un deux \uffff trois quatre", "un deux trois quatre", 3) == ()


def brute_runs(a: list[str], b: list[str], n: int) -> list[str]:
    inside = {tuple(b[i:j]) for i in range(len(b)) for j in range(i + 1, len(b) + 1)}
    runs = [
        (i, j) for i in range(len(a)) for j in range(i + n, len(a) + 1) if tuple(a[i:j]) in inside
    ]
    longest = [
        (i, j) for i, j in runs if not any(k <= i and j <= m and (i, j) != (k, m) for k, m in runs)
    ]
    return [" ".join(a[i:j]) for i, j in longest]


FEW = st.lists(st.sampled_from("abc"), max_size=14)


@given(FEW, FEW, st.integers(1, 4))
def test_common_runs_are_those_that_trying_all_would_find(
    a: list[str], b: list[str], n: int
) -> None:
    assert list(common_runs(" ".join(a), " ".join(b), n)) == brute_runs(a, b, n)


@at_length
def test_common_runs_take_linear_time_even_where_words_repeat() -> None:
    text = "la " * 20_000
    started = time.process_time()
    assert len(common_runs(text, text, 12)) == 1
    assert time.process_time() - started < 5
