"""Changes: what a change of the content means is told, all of it, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.length import few, sample
from support.planted_changes import (
    CASES,
    change,
    edited,
    miniature,
    miniature_side,
    plain,
    told,
    touched,
)

from suites.analysis.changes import (
    Change,
    Comparison,
    GonePermalink,
    StateChange,
    compare,
    word_diff,
)
from suites.analysis.changes.counts import counted
from suites.analysis.changes.markup import FORMATS, as_markdown, render
from suites.analysis.changes.matching import likeness, match
from suites.analysis.changes.report import Report
from suites.repository.sides import sides
from suites.repository.trees import Tree

BY_NAME = {case["change"]: case for case in CASES}
NAVETTE = "articles/2020/2020-02-14-gazette-navette.md"
SHUTTLE = "announcements/navette-electrique.md"


def files_of(*names: str) -> dict[str, bytes]:
    """The miniature with some of the planted changes."""
    return edited(miniature().files, (edit for name in names for edit in BY_NAME[name]["edits"]))


def replaced(path: str, was: str, now: str) -> dict[str, bytes]:
    return edited(miniature().files, [{"in": path, "was": was, "now": now}])


@pytest.mark.parametrize("name", BY_NAME)
def test_a_planted_change_is_told_as_it_is_meant_and_no_other(name: str) -> None:
    paths = touched(BY_NAME[name])
    # States rest on announcements and settings: where neither changed, nothing need be loaded.
    has_states = any(path.startswith(("announcements/", "archive.yaml")) for path in paths)
    files = files_of(name)
    found = change(files) if has_states else compare(plain(miniature().files), plain(files))
    assert told(found) == BY_NAME[name]["told"]


def test_the_planted_changes_are_of_every_sort() -> None:
    assert len(CASES) >= 40
    lines = "\n".join(line for case in CASES for line in case["told"])
    for sort in (
        "stage verdict modality term overdue event relation annotation discrepancy correction "
        "reading name quotation note evidence claim body aliases speaker role extent kind"
    ).split():
        assert re.search(rf"^\s*- .*\b{sort}\b", lines, re.MULTILINE), sort


CLAIM = 'claim: "Une navette électrique relie Port-Brume à Cap-Sillon à partir de juin 2021."'
ACTORS = "actors: [hugo-castel, regie-de-la-baie]"
PONTOON = """  - id: ponton
    quote: Un ponton est à l’étude
    kind: context
    note: "Rien n’en sera redit."
"""
QUAY = """  - id: quai
    quote: Le quai de départ
    kind: question
    note: "L’article ne tranche pas."
"""
LONG_QUOTE = "quote: {exact: Un ponton est à l’étude}"
LAYOUT = {
    "order of keys": (SHUTTLE, f"kind: promise\n{CLAIM}", f"{CLAIM}\nkind: promise"),
    "a comment": (SHUTTLE, "discrepancies:", "# Sources differ.\ndiscrepancies:"),
    "quoting": (SHUTTLE, 'note: "Le second."', "note: 'Le second.'"),
    "no quoting": (SHUTTLE, 'note: "Le premier report."', "note: Le premier report."),
    "a block of text": (
        SHUTTLE, 'note: "Trois euros, ou quatre."', "note: >\n      Trois euros,\n      ou quatre."
    ),
    "spaces": (SHUTTLE, ACTORS, "actors: [ hugo-castel,  regie-de-la-baie ]"),
    "a list on lines": (SHUTTLE, ACTORS, "actors:\n  - hugo-castel\n  - regie-de-la-baie"),
    "a quote in its long form": (NAVETTE, "quote: Un ponton est à l’étude", LONG_QUOTE),
    "a default": (NAVETTE, "lang: fr", "lang: fr\nkind: news"),
    "a key without a value": (NAVETTE, "lang: fr", "lang: fr\npublished_basis: null\naliases: []"),
    "a no-break space": (NAVETTE, "]] : « le bateau", "]]\u00a0: «\u202fle bateau"),
    "a line break": (NAVETTE, "dit [[hugo-castel]]. Le billet", "dit [[hugo-castel]].\nLe billet"),
    "empty lines at the end": (
        NAVETTE, "> Un ponton est à l’étude.\n", "> Un ponton est à l’étude.\n\n\n"
    ),
    "a year that is a number": ("announcements/tram-ouvert.md", 'due: "2022"', "due: 2022"),
    "order of annotations": (NAVETTE, f"{PONTOON}{QUAY}", f"{QUAY}{PONTOON}"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUT)
def test_what_is_layout_only_changes_nothing_in_meaning(name: str) -> None:
    path, was, now = LAYOUT[name]
    files = replaced(path, was, now)
    assert files != miniature().files
    comparison = compare(plain(miniature().files), plain(files))
    assert comparison.is_empty
    assert "nothing changed in meaning" in render(comparison, "text")


def test_all_layout_at_once_changes_nothing_and_no_state() -> None:
    edits = [
        {"in": path, "was": was, "now": now}
        for name, (path, was, now) in LAYOUT.items()
        if name not in ("a list on lines", "a quote in its long form")
    ]
    comparison = change(edited(miniature().files, edits))
    assert comparison == Comparison("before", "after")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("1. Le quai de départ.\n2. L’heure", "Le quai de départ. L’heure"),
        ("> Un ponton", "Un ponton"),
        ("## Ce qui reste", "Ce qui reste"),
    ],
)
def test_a_block_that_becomes_one_of_another_kind_is_no_layout(was: str, now: str) -> None:
    (found,) = compare(plain(miniature().files), plain(replaced(NAVETTE, was, now))).changes
    assert found.key == "body"


def test_a_list_that_becomes_a_paragraph_is_no_layout() -> None:
    files = replaced(
        NAVETTE, "   - en semaine ;\n   - le dimanche.", "   - en semaine ; - le dimanche."
    )
    assert not compare(plain(miniature().files), plain(files)).is_empty


def test_nothing_changed_between_a_content_and_itself() -> None:
    assert change(miniature().files).is_empty


MIRRORED = {"added": "removed", "removed": "added", "corrected": "uncorrected"}
MIRRORED |= {new: old for old, new in MIRRORED.items()}


def mirrored(changes: Iterable[Change]) -> Counter[tuple[Any, ...]]:
    """The changes the other way round, counted; a record that is renamed has another id there."""
    return Counter(
        (one.kind, MIRRORED.get(one.action, one.action), one.key, one.lost, one.gained)
        for one in changes
    )


def counts(changes: Iterable[Change]) -> Counter[tuple[Any, ...]]:
    return Counter((one.kind, one.action, one.key, one.gained, one.lost) for one in changes)


# What a withdrawn record said is not told; when it comes back, all of it is new.
BOTH_WAYS = [name for name in BY_NAME if "withdrawn" not in name]


@pytest.mark.parametrize("name", sample(BOTH_WAYS, 2))
def test_a_change_taken_back_is_told_the_other_way_round(name: str) -> None:
    one, other = plain(miniature().files), plain(files_of(name))
    assert mirrored(compare(one, other).changes) == counts(compare(other, one).changes)


ALONE = [
    name
    for name, case in BY_NAME.items()
    if not touched(case) & {"archive.yaml", "vocabulary.yaml"} and "renamed" not in name
]


@few(10)
@given(st.lists(st.sampled_from(ALONE), min_size=2, max_size=6, unique=True))
def test_changes_of_several_records_are_told_each_as_if_it_were_alone(names: list[str]) -> None:
    taken: set[str] = set()
    chosen = []
    for name in names:
        if not taken & touched(BY_NAME[name]):
            taken |= touched(BY_NAME[name])
            chosen.append(name)
    before = plain(miniature().files)
    apart = [told(compare(before, plain(files_of(name)))) for name in chosen]
    together = told(compare(before, plain(files_of(*chosen))))
    lines = [line for one in apart for line in one if not line.startswith("## ")]
    assert sorted(line for line in together if not line.startswith("## ")) == sorted(lines)


@few(10)
@given(
    st.lists(st.sampled_from(sorted(miniature().files)), max_size=4, unique=True),
    st.lists(st.integers(0, 10_000), min_size=8, max_size=8),
)
def test_files_cut_or_swapped_at_random_are_told_and_mirrored(
    paths: list[str], places: list[int]
) -> None:
    files = dict(miniature().files)
    for index, path in enumerate(paths):
        start, length = places[2 * index] % (len(files[path]) + 1), places[2 * index + 1] % 60
        files[path] = files[path][:start] + files[path][start + length :]
    one, other = plain(miniature().files), plain(files)
    there, back = compare(one, other), compare(other, one)
    assert mirrored(there.changes) == counts(back.changes)
    assert there.is_empty <= back.is_empty
    for form in FORMATS:
        assert render(there, form)
    assert compare(other, other).is_empty


def test_a_state_that_the_day_alone_changed_is_told_apart() -> None:
    name = "the day of the states moves, and a state by it alone"
    comparison = change(files_of(name))
    assert comparison.states == (StateChange("ligne-d", "overdue", "no", "yes", "day"),)
    both = change(files_of(name, "a term moves"))
    # As it was written before, it would be overdue on that day; its new term is still ahead.
    assert [(one.key, one.before, one.after, one.cause) for one in both.states] == [
        ("term", "2023/2024", "2025", "content"),
        ("overdue", "no", "yes", "day"),
        ("overdue", "yes", "no", "content"),
    ]


def test_a_record_that_is_gone_is_one_problem_with_its_annotations_counted() -> None:
    files = edited(miniature().files, [{"delete": NAVETTE}])
    comparison = compare(plain(miniature().files), plain(files))
    assert comparison.gone == (GonePermalink("2020-02-14-gazette-navette", "record", "", 4),)
    assert counted(comparison)["permalink", "gone without alias"] == 5
    assert "with the 4 annotations on it" in render(comparison, "text")


def test_annotations_of_a_record_that_is_withdrawn_may_go() -> None:
    raw = b'---\ntitle: Retire\nwithdrawn: {on: "2026-01-10", why: "droits", keep: nothing}\n---\n'
    comparison = compare(plain(miniature().files), plain({**miniature().files, NAVETTE: raw}))
    assert comparison.gone == ()
    (found,) = comparison.changes
    assert found.action == "withdrawn"
    # Nothing that it said is said again.
    shown = "".join(render(comparison, form) for form in FORMATS)
    assert "ponton" not in shown
    assert "Un mois" not in shown


def test_a_file_that_cannot_be_read_is_compared_as_text_and_that_is_said() -> None:
    files = replaced(NAVETTE, "headline: ", 'headline: "')
    comparison = change(files)
    assert comparison.gone == ()
    assert [one[:5] for one in comparison.changes] == [
        ("article", "2020-02-14-gazette-navette", "changed", (), "file")
    ]
    assert f"after, the front matter of {NAVETTE} cannot be read: compared as text" in (
        comparison.notes
    )


def test_content_of_an_older_model_is_compared_as_plain_data() -> None:
    files = files_of("a verdict becomes another one") | {
        "archive.yaml": miniature().files["archive.yaml"].replace(b"model: 4", b"model: 1")
    }
    comparison = change(files)
    (note,) = comparison.notes
    assert note.startswith("after cannot be loaded (the content is of model 1;")
    assert note.endswith("compared as plain data, no states")
    assert comparison.states == ()
    assert "  - event 2022-06-21 contradicted: verdict contradicted → abandoned" in (
        told(comparison)
    )


WORDS = st.lists(st.sampled_from(["le", "tram", "part", "en", "mai", "2021.", "ou"]), max_size=12)


@given(WORDS, WORDS)
def test_a_word_diff_holds_both_texts(old: list[str], new: list[str]) -> None:
    segments = word_diff.diff(" ".join(old), " ".join(new))
    if old == new:
        assert segments == ()
    if any(one.sign == "…" for one in segments) or old == new:
        return
    for signs, words in ((" -", old), (" +", new)):
        assert " ".join(one.text for one in segments if one.sign in signs) == " ".join(words)


PARTS = st.lists(
    st.fixed_dictionaries(
        {"on": st.sampled_from(["2021", "2022", "2023"])},
        optional={
            "stage": st.sampled_from(["announced", "launched"]),
            "evidence": st.lists(st.sampled_from(["a#b", "c#d", "e#f"]), min_size=1, unique=True),
        },
    ),
    max_size=6,
)


@given(PARTS, PARTS)
def test_each_part_is_matched_once_and_equal_ones_with_each_other(
    before: list[dict[str, object]], after: list[dict[str, object]]
) -> None:
    found = match(before, after, (), {"evidence": 3})
    assert sorted([i for i, _ in found.pairs] + found.removed) == list(range(len(before)))
    assert sorted([j for _, j in found.pairs] + found.added) == list(range(len(after)))
    left = [before[i] for i in found.removed]
    assert not any(after[j] in left for j in found.added)
    same = match(before, list(reversed(before)), (), {"evidence": 3})
    assert (same.removed, same.added) == ([], [])
    assert all(before[i] == before[len(before) - 1 - j] for i, j in same.pairs)


HOSTILE = (
    "<script>alert(1)</script> ](javascript:alert(1)) @everyone #1 `x` **y** | $a$ :tada: "
    "https://evil.example www.evil.example \\ ##[add-mask]e"
)
UNSEEN = "\u202etxt \u2066x\u200b"


def hostile() -> Comparison:
    quoted = json.dumps(f"{HOSTILE} \x1b[31m", ensure_ascii=True)
    return compare(
        plain(miniature().files),
        plain(
            replaced(NAVETTE, "title: Un bateau électrique est promis", f"title: {quoted}")
            | {"announcements/x.md": f"---\nkind: {quoted}\n---\n{HOSTILE}".encode()}
            | {f"themes/<b> @x {UNSEEN}.txt": b"x"}
        ),
    )


def test_hostile_text_is_no_markup_no_link_and_no_mention_in_markdown() -> None:
    shown = render(hostile(), "markdown")
    tags = set(re.findall(r"<[^>]*>", shown))
    assert tags <= {"<code>", "</code>", "<del>", "</del>", "<ins>", "</ins>"}
    assert not re.search(r"\]\(|@\w|&#64;\w|`|https:|www\.|##\[|:tada:|\$a", shown)
    noted = as_markdown(Report("nothing", ("why: #12 @all",), ()), "")
    for text in (shown, noted):
        assert not re.search(r"#(?!\u2060)\d|&#35;(?!\u2060)\d|u2060", text.replace("&#", "&"))
    lines = [line for line in shown.split("\n") if line.startswith(("- ", "  - "))]
    assert not any("*" in line or "_" in line for line in lines)
    assert all(
        line.startswith(("#", "- ", "  - ", "**", "*")) for line in shown.split("\n") if line
    )


def test_hostile_text_is_text_in_html_and_turns_no_direction() -> None:
    shown = render(hostile(), "html")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_holds_a_sign_that_commands_or_turns(form: str) -> None:
    shown = render(hostile(), form)
    assert all(sign.isprintable() or sign in "\n\u2060" for sign in shown)


def test_json_has_every_change_with_its_values() -> None:
    comparison = change(files_of("a verdict becomes another one"))
    read = json.loads(render(comparison, "json"))
    assert read["changes"] == [
        {
            "kind": "announcement", "record": "pont-ouvert", "action": "changed",
            "parts": [["event", "2022-06-21 contradicted"]], "key": "verdict",
            "before": "contradicted", "after": "abandoned", "gained": [], "lost": [],
        }
    ]  # fmt: skip
    assert read["states"][0]["after"] == "abandoned"
    assert read["counts"] == [
        ["announcement", "changed", 1], ["event", "changed", 1], ["state", "changed", 1],
    ]  # fmt: skip


def test_a_summary_that_is_too_long_for_github_ends_in_a_sentence() -> None:
    many = {
        f"themes/t{number}.md": f"---\ntitle: {'parlement ' * 40}\n---\n".encode()
        for number in range(2_600)
    }
    shown = render(compare(plain({}), plain(many)), "markdown")
    assert 890_000 < len(shown.encode()) < 1_000_000
    assert shown.endswith("**The rest is too long to be shown here.**")


PROPOSAL = {
    "record": "2020-02-14-gazette-navette",
    "by": "Claire D.",
    "why": "Relu.",
    "change": [
        {
            "at": "annotations/depart/note",
            "was": "Un mois est donné, sans jour.",
            "now": "Un mois est promis, sans jour.",
        }
    ],
}
PROPOSED = "proposals/2026-01-10-2020-02-14-gazette-navette-ab12cd.yaml"


def with_proposal(**changed: Any) -> dict[str, bytes]:
    digest = hashlib.sha256(miniature().files[NAVETTE]).hexdigest()
    text = yaml.safe_dump({**PROPOSAL, "made_from": digest, **changed}, allow_unicode=True)
    return {**miniature().files, PROPOSED: text.encode()}


def test_a_new_proposal_is_told_as_if_it_were_accepted() -> None:
    comparison = change(with_proposal())
    assert comparison.notes == (f"as if accepted: {PROPOSED}, by Claire D.: Relu.",)
    assert told(comparison) == BY_NAME["a note is reworded"]["told"]


def test_a_proposal_that_cannot_be_accepted_is_left_out_and_named() -> None:
    comparison = change(with_proposal(made_from="0" * 64))
    assert comparison.is_empty
    assert comparison.notes[0].startswith("cannot be accepted, as suites check says, and left out")


def test_a_proposal_that_both_sides_have_shows_on_neither_and_one_accepted_is_told() -> None:
    waiting = with_proposal()
    assert compare(*sides(Tree("a", waiting), Tree("b", waiting))).is_empty
    accepted = compare(*sides(Tree("a", waiting), Tree("b", files_of("a note is reworded"))))
    assert told(accepted) == BY_NAME["a note is reworded"]["told"]
    assert accepted.notes == (f"proposals that are gone, accepted or not: {PROPOSED}",)


def test_the_miniature_has_no_problem_that_a_side_would_tell() -> None:
    assert miniature_side().notes == ()


def test_parts_a_little_alike_are_one_where_they_are_alone_between_the_same_ones() -> None:
    first, last = {"on": "2019", "stage": "announced"}, {"on": "2022", "stage": "launched"}
    was = {"on": "2020", "stage": "delayed", "note": "Un retard."}
    now = {"on": "2020", "stage": "tested", "note": "Des essais ont lieu."}
    assert 0.25 < likeness(was, now, {}) < 0.5
    assert match([first, was, last], [first, now, last], (), {}).pairs == [(0, 0), (1, 1), (2, 2)]
    other = {"on": "2021", "reason": "cost"}
    assert match([first, was, last], [first, now, other, last], (), {}).pairs == [(0, 0), (2, 3)]


def test_texts_of_quite_different_lengths_are_not_compared() -> None:
    short, long = "un tram " * 40, "un tram " * 40_000
    assert likeness({"note": short}, {"note": long}, {}) == 0
    assert likeness({"note": short}, {"note": f"{short}part"}, {}) > 0.9


def test_two_changes_with_few_words_between_them_are_read_as_one() -> None:
    near = word_diff.diff("un deux trois quatre cinq", "UN deux trois QUATRE cinq")
    assert [one.sign for one in near] == ["-", "+", " "]
    far = word_diff.diff("un deux trois quatre cinq", "UN deux trois quatre CINQ")
    assert [one.sign for one in far] == ["-", "+", " ", "-", "+"]
