"""Documents of a large archive, made up: so that an index can be weighed before there is one.

Words come as often as they do in French prose (Zipf-Mandelbrot), and new ones go on coming (about
sixty thousand in ten thousand articles). The first thousands are those of the real archive, in the
order of their frequency; the others are made of syllables. Half of a document is of the commonest
words, half of a few words of its own that come back, as in a text that has a subject. The same seed
makes the same documents, in the form of the real ones: titles, notes, quotes, names, filters.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from suites.site.search import SearchDocument, Section

VOCABULARY, COMMON, OWN = 60_000, 150, 45
"""Words in all; those that every text has; those of one text alone."""

SYLLABLES = (
    "ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge go la le li lo lu ma me mi mo "
    "na ne ni no pa pe pi po ra re ri ro ru sa se si so ta te ti to tu va ve vi vo"
).split()
ENDINGS = "age ance ant eau elle ement er esse eur euse ien ier ique isme ité oire tion ure".split()
STATES = ("Annoncé", "Confirmé", "En test", "Partiel", "Lancé", "Ouvert", "Tenu", "À revoir")
KINDS = ("Personne", "Organisation", "Produit", "Autorité", "Lieu")
LANGUAGES = ("français",) * 8 + ("anglais", "allemand", "espagnol", "italien")


class Words:
    """Draws words and sentences; `known` are the words of real texts."""

    def __init__(self, seed: int, known: Sequence[str]) -> None:
        self._random = random.Random(seed)
        real = [word for word, _ in Counter(known).most_common()]
        self._words = (real + list(itertools.islice(self._made(), VOCABULARY)))[:VOCABULARY]
        self._sums = self._zipf(len(self._words), 1.07)
        self._rarer = self._zipf(len(self._words), 0.75)
        self._repeated = self._zipf(OWN, 0.8)
        self.turn()

    def _zipf(self, count: int, slope: float) -> list[float]:
        weights = (1 / (rank + 2.7) ** slope for rank in range(count))
        return list(itertools.accumulate(weights))

    def turn(self) -> None:
        """Take another subject."""
        self._own = self._random.choices(self._words, cum_weights=self._rarer, k=OWN)

    def _made(self) -> Iterator[str]:
        draw = random.Random(7)
        while True:
            stem = "".join(draw.choices(SYLLABLES, k=draw.randint(1, 3)))
            yield stem + draw.choice(ENDINGS)

    def some(self, count: int) -> str:
        """So many words, with full stops."""
        common = self._random.choices(
            self._words[:COMMON], cum_weights=self._sums[:COMMON], k=count // 2
        )
        own = self._random.choices(self._own, cum_weights=self._repeated, k=count - count // 2)
        words = common + own
        self._random.shuffle(words)
        for at in range(11, count, 14):
            words[at] += "."
        return " ".join(words)

    def name(self) -> str:
        """A name of two words that few share."""
        return " ".join(word.capitalize() for word in self._random.choices(self._words[2000:], k=2))

    def pick(self, values: Sequence[str], most: int = 1) -> tuple[str, ...]:
        """One to `most` of the values, the first of them more often."""
        count = self._random.randint(1, most)
        found = {values[int(len(values) * self._random.random() ** 2.5)] for _ in range(count)}
        return tuple(sorted(found))

    def day(self) -> date:
        """A day of the ten years from 2016 on."""
        return date(2016, 1, 1) + timedelta(days=self._random.randrange(3650))


def words_of(texts: Iterator[str]) -> list[str]:
    """The words of real texts, in lower case."""
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", " ".join(texts).lower())


def documents(articles: int, known: Sequence[str], seed: int = 1) -> Iterator[SearchDocument]:
    """So many articles, a quarter as many announcements, and whom and what they name."""
    words = Words(seed, known)
    outlets = [words.name() for _ in range(max(10, articles // 30))]
    people = [words.name() for _ in range(max(10, articles // 8))]
    themes = [words.name() for _ in range(40)]
    announcements = max(1, articles // 4)
    for number in range(articles):
        words.turn()
        day = words.day()
        notes = tuple(
            Section(f"note-{n}", words.some(5), words.some(28)) for n in range(number % 5 + 2)
        )
        outlet = words.pick(outlets)
        about = {f"annonces/annonce-{(number * 7 + n) % announcements}/" for n in range(2)}
        yield SearchDocument(
            url=f"articles/{day}-article-{number}/",
            language="fr",
            title=words.some(9).replace(".", ""),
            facts=f"{outlet[0]}, {day}",
            day=day.isoformat(),
            sections=(Section("", "", words.some(190)), *notes),
            filters={
                "kind": ("Article",),
                "theme": words.pick(themes, 2),
                "outlet": outlet,
                "entity": words.pick(people, 3),
                "year": (str(day.year),),
                "language": words.pick(LANGUAGES),
            },
            named=words.pick(people, 3),
            about=tuple(sorted(about)),
        )
    for number in range(announcements):
        words.turn()
        day = words.day()
        yield SearchDocument(
            url=f"annonces/annonce-{number}/",
            language="fr",
            title=words.some(5).replace(".", ""),
            facts=str(day),
            day=day.isoformat(),
            sections=(Section("", "", words.some(240)),),
            filters={
                "kind": ("Annonce",),
                "state": words.pick(STATES, 2),
                "theme": words.pick(themes, 2),
                "outlet": words.pick(outlets, 3),
                "entity": words.pick(people, 3),
                "year": (str(day.year),),
            },
        )
    for kind, names in (("Média", outlets), ("Personne", people)):
        for number, name in enumerate(names):
            yield SearchDocument(
                url=f"{'medias' if kind == 'Média' else 'entites'}/nom-{number}/",
                language="fr",
                title=name,
                facts="",
                names=(name,),
                day="1000-01-01",
                sections=(Section("", "", f"{name} {words.some(25)}"),),
                filters={"kind": (kind,), "outlet" if kind == "Média" else "entity": (name,)},
            )
