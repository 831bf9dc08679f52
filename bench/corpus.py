"""A corpus of N articles of our own model, to measure with: the same for the same seed.

    python bench/corpus.py 10000 FOLDER

Accounts of 90 to 180 words of an invented language with the rhythm of French, links both ways, a
quotation, two to five annotations that anchor, most of them about announcements; for every four
articles an announcement with events, evidence and relations; entities, outlets and themes. A few
announcements and entities are in very many articles, most in few, as in an archive of the press.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MINIATURE = ROOT / "tests/site/content"
SETTINGS = {"period": "2012/2025", "as_of": '"2026-06-30"', "account_words": "[30, 250]"}
"""What of its settings does not suit as many articles, as long ones, of as many years."""

FIRST_DAY = date(2012, 1, 1)
DAYS = 5_000
SMALL = (
    "le la les un une de du des à en et pour par sur que qui dans avec sans est a sera peut".split()
)
ONSETS = "b c d f g l m n p r s t v br cl cr dr fl gr pl pr tr ch".split()
VOWELS = "a e i o u é an on in ou ai eau eur".split()
ENDS = ["", "", "", "s", "t", "r", "l", "tion", "ment", "ble", "que"]
STAGES = ("confirmed", "testing", "partial", "launched")
RELATIONS = ("part-of", "depends-on", "follows")


@dataclass
class Words:
    """Sentences of an invented language: few words are frequent, most are rare."""

    chance: random.Random
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        seen: dict[str, None] = {}
        while len(seen) < 20_000:
            syllables = self.chance.choice((1, 2, 2, 3))
            word = "".join(
                self.chance.choice(ONSETS) + self.chance.choice(VOWELS) for _ in range(syllables)
            )
            seen[word + self.chance.choice(ENDS)] = None
        self.words = list(seen)

    def word(self) -> str:
        """A word; four of ten are small ones."""
        if self.chance.random() < 0.4:
            return self.chance.choice(SMALL)
        return self.words[int(len(self.words) ** self.chance.random()) - 1]

    def text(self, count: int) -> str:
        """So many words."""
        return " ".join(self.word() for _ in range(count))

    def sentence(self, count: int) -> str:
        """A sentence of so many words."""
        text = self.text(count)
        return f"{text[:1].upper()}{text[1:]}."


@dataclass
class Evidence:
    """What articles say of an announcement: when, and in which annotation; the earliest first.

    Never empty: each announcement is the first that four articles are about (`_articles`).
    """

    said: list[tuple[date, str]] = field(default_factory=list)


def corpus(count: int, folder: Path, seed: int = 1) -> None:
    """Write an archive of `count` articles into an empty folder; ValueError if it is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty")
    chance = random.Random(seed)
    words = Words(chance)
    announcements = [f"annonce-{n:06}" for n in range(max(1, count // 4))]
    entities = [f"nom-{n:05}" for n in range(max(3, count // 20))]
    outlets = [f"media-{n:05}" for n in range(max(3, count // 40))]
    themes = [f"theme-{n:02}" for n in range(24)]
    found: defaultdict[str, Evidence] = defaultdict(Evidence)
    for kind in ("articles", "announcements", "entities", "themes"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    shutil.copytree(MINIATURE / "pages", folder / "pages")
    for page in (folder / "pages").glob("*.md"):
        head, _, body = page.read_text("utf-8").partition("\n---\n")
        page.write_text(f"{head}\n---\n{body.replace('[[', '').replace(']]', '')}", "utf-8")
    (folder / "vocabulary.yaml").write_text("elements:\n  prix: {label: {fr: prix}}\n", "utf-8")
    settings = (MINIATURE / "archive.yaml").read_text("utf-8")
    for key, value in {**SETTINGS, "featured": announcements[0]}.items():
        settings = re.sub(rf"(?m)^( *{key}:).*$", rf"\1 {value}", settings)
    # An older program does not know it; and what is made up has none.
    settings = re.sub(r"(?m)^doi:.*\n", "", settings)
    (folder / "archive.yaml").write_text(settings, "utf-8")
    for id_, text in _articles(count, chance, words, announcements, entities, outlets, found):
        place = folder / "articles" / id_[:4]
        place.mkdir(exist_ok=True)
        (place / f"{id_}.md").write_text(text, "utf-8")
    for number, id_ in enumerate(announcements):
        text = _announcement(number, id_, chance, words, announcements, entities, themes, found)
        (folder / "announcements" / f"{id_}.md").write_text(text, "utf-8")
    for id_ in (*entities, *outlets):
        is_outlet = id_.startswith("media-")
        kind = "outlet" if is_outlet else chance.choice(("person", "organisation", "product"))
        name = words.text(2).title()
        (folder / "entities" / f"{id_}.md").write_text(
            f'---\nkind: [{kind}]\nnames:\n  - {{name: "{name} {id_[-5:]}"}}\n---\n'
            f"{words.sentence(20)}\n",
            "utf-8",
        )
    for id_ in themes:
        (folder / "themes" / f"{id_}.md").write_text(
            f'---\ntitle: "Thème {words.text(1)} {id_[-2:]}"\n'
            f'summary: "{words.sentence(10)}"\n---\n'
            f"{words.sentence(30)}\n",
            "utf-8",
        )


def _articles(
    count: int,
    chance: random.Random,
    words: Words,
    announcements: list[str],
    entities: list[str],
    outlets: list[str],
    found: dict[str, Evidence],
) -> Iterator[tuple[str, str]]:
    """Each article's id and its text; what it says of announcements is added to `found`."""
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        id_ = f"{day.isoformat()}-article-{number:06}"
        about = [announcements[_near(chance, number // 4, len(announcements))] for _ in range(4)]
        about[0] = announcements[min(number // 4, len(announcements) - 1)]
        paragraphs, notes = [], []
        for part in range(chance.randint(2, 4)):
            quote, other = words.text(7), words.text(6)
            linked = chance.choice((about[0], entities[_frequent(chance, len(entities))]))
            paragraphs.append(
                f"{words.sentence(12)} {words.sentence(9)[:-1]} [[{linked}|{words.text(2)}]] "
                f"{quote}, « {other} » {words.text(8)}. {words.sentence(6)}"
            )
            notes.append((quote, about[part]))
            if part == 0:
                notes.append((other, about[0]))
        lines = []
        for place, (quote, announcement) in enumerate(notes):
            note = f"note-{place}" if place else "annonce"
            found[announcement].said.append((day, f"{id_}#{note.replace('note', 'passage')}"))
            lines.append(
                f'  - id: {note.replace("note", "passage")}\n    quote: "{quote}"\n'
                f"    kind: claim\n    announcement: {announcement}\n    role: reports\n"
                f"    speaker: {entities[_frequent(chance, len(entities))]}\n"
                f'    note: "{words.sentence(12)}"\n'
            )
        yield (
            id_,
            f'---\ntitle: "{words.sentence(7)[:-1]}"\nheadline: "{words.sentence(8)[:-1]}"\n'
            f"outlet: {outlets[_frequent(chance, len(outlets))]}\nauthors: []\n"
            f'published: "{day.isoformat()}"\nlang: fr\n'
            f"url: https://example.org/{number:06}\n"
            f"rights: {{statement: InC, mode: account}}\nkind: news\n"
            f'summary: "{words.sentence(12)}"\nadded: "2026-11-23"\nannotations:\n{"".join(lines)}'
            f"---\n" + "\n\n".join(paragraphs) + "\n",
        )


def _announcement(
    number: int,
    id_: str,
    chance: random.Random,
    words: Words,
    announcements: list[str],
    entities: list[str],
    themes: list[str],
    found: dict[str, Evidence],
) -> str:
    said = found[id_].said[:60]
    first, *later = said
    events = [(first, f'stage: announced, modality: promised, due: "{first[0].year + 1}", ')]
    for stage, evidence in zip(STAGES, later[:: max(1, len(later) // 3)], strict=False):
        events.append((evidence, f"stage: {stage}, "))
    lines = "".join(
        f'  - {{on: "{day.isoformat()}", {what}evidence: [{evidence}], '
        f'note: "{words.sentence(10)}"}}\n'
        for (day, evidence), what in events
    )
    earlier = {announcements[_near(chance, number - 3, number)] for _ in range(2)} if number else ()
    relations = "".join(
        f"  - {{type: {RELATIONS[(number + i) % 3]}, target: {target}, "
        f'note: "{words.sentence(8)}", evidence: [{first[1]}]}}\n'
        for i, target in enumerate(sorted(earlier))
        if found[target].said[0][0] < first[0]  # what follows is not older
    )
    people = entities[_frequent(chance, len(entities))], entities[number % len(entities)]
    return (
        f'---\ntitle: "{words.sentence(5)[:-1]}"\nkind: promise\nclaim: "{words.sentence(9)}"\n'
        f"actors: [{people[0]}]\nproducts: [{people[1]}]\n"
        f"themes: [{themes[number % 24]}, {themes[_frequent(chance, 24)]}]\n"
        f"events:\n{lines}"
        + (f"relations:\n{relations}" if relations else "")
        + f'added: "2026-11-23"\n---\n{words.sentence(40)} [[{people[0]}]] {words.text(40)}.\n'
    )


def _frequent(chance: random.Random, count: int) -> int:
    """A place in a list whose first things come far more often than its last ones."""
    return min(count - 1, int(count ** chance.random()) - 1)


def _near(chance: random.Random, place: int, count: int) -> int:
    """A place near another; now and then one of the few that everybody speaks of."""
    if chance.random() < 0.1:
        return _frequent(chance, max(1, count))
    return max(0, min(count - 1, place - chance.randint(0, 8)))


if __name__ == "__main__":
    corpus(int(sys.argv[1]), Path(sys.argv[2]))
