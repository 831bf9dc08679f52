"""Features: what a line of a dump is by itself, whatever stands around it.

A score is positive for running text, and negative for labels, boilerplate, dates and the items of
menus. The numbers are set by hand, on the scale of a paragraph of fifty words, which scores about
5; no page's own words are among them.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from suites.capture.dumps.boilerplate import Boilerplate, boilerplate_kind
from suites.capture.extraction.lexicon import alternatives, stopword_density, words
from suites.capture.extraction.textual_dates import DateMention, find_dates

DATE_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<published>{alternatives('published')})|(?P<updated>{alternatives('updated')}))"
    r"(?!\w)",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\s?[|·•]\s?")
_FIGURES_ONLY = re.compile(r"[\W\d]*$")
_ENDS_CUT = re.compile(r"(?:\.\.\.|…|\[\W*\])\W{0,3}(?:\s\w+\s?\w*)?$")
_ENDS_CLAUSE = re.compile(r"[.!?…:;]['’”\"»)\]\s]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…]['’”\"»)\]\s]*$")
_INNER_STOP = re.compile(r"\w[,;:]\s|\w[.!?…]\s+[\"'«“„(]?\s?[A-ZÀ-Ý]")


def _is_date_alone(cell: str) -> bool:
    """Return whether a part of a row is a date, with a word or two besides."""
    dates = find_dates(cell)
    return bool(dates) and bool(dates[0].day) and len(words(cell)) <= 6


@dataclass(frozen=True)
class Line:
    """A line of a dump, or the lines into which a paragraph was wrapped.

    `text` has its white space folded and no list marker; `marker` is "" , "•" for a bullet of any
    shape, ">" for a quotation, or the number as written ("1."); `indent` counts columns; `gap`
    tells whether an empty line stands before; `cells` counts the tabulators, which part the cells
    of a table; `repeated` tells whether another line of the dump has the same text;
    `heading` is the level that Markdown or its indent gives it, 1 to 6, or 0; `further` is the
    language of the dump, where the lexicon has no phrases of it, or "".
    """

    text: str
    marker: str = ""
    indent: int = 0
    gap: bool = False
    cells: int = 0
    repeated: bool = False
    heading: int = 0
    further: str = ""

    @property
    def is_bullet(self) -> bool:
        """Whether the line is the item of a list without numbers."""
        return self.marker == "•"

    @cached_property
    def word_count(self) -> int:
        """The number of words in the first 4,000 characters."""
        return len(words(self.text))

    @cached_property
    def density(self) -> float:
        """The density of stopwords, from 0 to 1."""
        return stopword_density(words(self.text), self.further)

    @cached_property
    def boilerplate(self) -> Boilerplate | None:
        """The kind of boilerplate that the words of the line are, or None."""
        return boilerplate_kind(self.text)

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates in the line, read with the day first."""
        return find_dates(self.text, language=self.further)

    @property
    def words_beside_dates(self) -> int:
        """The number of words that are no part of a date."""
        starts = [0, *(date.end for date in self.dates)]
        ends = [*(date.start for date in self.dates), len(self.text)]
        pairs = zip(starts, ends, strict=True)
        return len(words(" ".join(self.text[start:end] for start, end in pairs)))

    @property
    def ends_clause(self) -> bool:
        """Whether the line ends with any mark that parts clauses; a colon announces a list."""
        return bool(_ENDS_CLAUSE.search(self.text[-12:]))

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends with a full stop, or a mark in its place."""
        return bool(_ENDS_SENTENCE.search(self.text[-12:]))

    @cached_property
    def is_dateline(self) -> bool:
        """Whether the line is short and gives a date, with little besides."""
        if self.word_count > 40 or not self.dates:
            return False
        if self.word_count > 24:  # a dateline with the tags of the article behind it
            return self.density < 0.2 and not self.ends_sentence and self.dates[0].start < 60
        sentence = self.ends_sentence and self.density >= 0.2
        label = DATE_LABEL.search(self.text, 0, self.dates[0].start)
        if label and label.start() < 30 and self.dates[0].start < 60 and not sentence:
            return True  # with the name of the author, and tags
        cells = _CELLS.split(self.text)
        if cells[2:] and not sentence and any(map(_is_date_alone, cells)):
            return True
        most = 12 if DATE_LABEL.search(self.text) else 4 if sentence else 9
        return self.words_beside_dates <= most

    @property
    def is_content(self) -> bool:
        """Whether the line is neither boilerplate nor a dateline."""
        return not self.boilerplate and not self.is_dateline

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line is running text: long enough, held together, parted by marks."""
        count, density = self.word_count, self.density
        if not self.is_content or self.cells > 2 or count < 8 or density < 0.12:
            return False
        has_clauses = bool(_INNER_STOP.search(self.text[:4000]))
        if count >= 25:
            return density >= 0.18 and (self.ends_clause or has_clauses)
        if self.is_bullet and not self.ends_clause:
            return count >= 18 and density >= 0.25
        long = count >= 16 and density >= 0.3 and has_clauses
        return long or (self.ends_clause and density >= 0.2)

    @property
    def may_stand_first(self) -> bool:
        """Whether the line is running text, or long and dense enough for a standfirst."""
        return self.is_prose or (self.word_count >= 7 and self.density >= 0.15)

    @cached_property
    def score(self) -> float:
        """What the line says for, or against, its being the article."""
        count, density = self.word_count, self.density
        if self.is_prose:
            score = min(count, 90) * 0.12 * (0.6 + min(density, 0.4))
            if count < 60 and _ENDS_CUT.search(self.text[-40:]):
                score *= 0.3  # a teaser, cut where "read more" would follow
            return score * (0.6 if self.is_bullet else 1.0)
        if self.boilerplate:
            score = self.boilerplate.score
        elif _FIGURES_ONLY.match(self.text):
            score = -0.3
        elif self.is_bullet:
            score = -0.9
        elif count >= 6 and density >= 0.2:
            score = 0.1 if self.ends_sentence else -0.4
        else:
            score = -0.6
        if self.is_dateline:
            # The text above "published on" is another one.
            score -= 7.0 if DATE_LABEL.search(self.text) else 2.5
        return score - (0.5 if self.repeated else 0.0)
