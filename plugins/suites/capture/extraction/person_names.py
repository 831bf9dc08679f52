"""Person names: the names in a byline, or in a statement of a page's authors.

A byline is read word by word, since names have no grammar: it is parted at its signs and words for
"and", what leads in ("by") and what follows a name (a day, a role, a link to a profile) goes, and
the rest is a name only if it looks like one. Lines, which stand for the ends of elements, part it
too. Nothing is cut inside a word, and small words inside a name (von, da, y) stay.
"""

import re
from collections.abc import Iterator

from suites.capture.encoding import line
from suites.capture.extraction.lexicon import BYLINE_WORDS, LABELS, MONTHS, SECTIONS, alternatives

LONGEST_BYLINE = 400  # characters
_LONGEST = 4000  # of a list of names in a page's data
_LONGEST_NAME = 60
_MOST_WORDS = 6


def _words(section: str) -> frozenset[str]:
    rows = (phrase for row in SECTIONS[section].values() for phrase in row)
    return frozenset(word for phrase in rows for word in phrase.split())


PARTICLES = _words("name_particles") | {
    "e",
    "i",
    "'t",
    "ibn",
    "ben",
    "dal",
    "vom",
    "af",
    "av",
    "lo",
}
ROLES = _words("roles")
_LINKS = _words("profile_links") | LABELS
_BODIES = _words("bodies") | _words("desks")
_AGENCIES = frozenset(name for row in SECTIONS["news_agencies"].values() for name in row)
_SIGNING = _words("signing_desks")
_MOST_OF_DESK = 5  # words
_CREDITS = _words("credit")

_BY = alternatives("by")
_LEAD = re.compile(
    rf"\W*(?:(?:{alternatives('genres')})\s+){{0,4}}(?:(?:{alternatives('by', 'written_by')}"
    r"|authors?|auteure|autor(?:a|en)?|autori|autrici|av)(?:\s*:\s*|(?!\w)\s*)"
    rf"|(?:{alternatives('genres', 'desks')})\s*:\s+"
    rf"|(?:(?:{alternatives('genres')})\s+){{1,4}}(?:de\s+|d['’]))",
    re.IGNORECASE,
)
_BY_INSIDE = re.compile(rf"(?:^|[\s,])(?:{_BY})\s+(?=[^\W\d_])", re.IGNORECASE)
_CREDIT = re.compile(rf"\W*(?:{alternatives('credit')}|©|\(c\))(?!\w)", re.IGNORECASE)
_WORDS = re.compile(r"(\s+)")
_ADDRESS = ("@", "[at]", "://", "www.")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTED = re.compile(r"[\n|·•∙●;→»«>/*]|\s[-–—~]+\s|\s[-–—]$|^[-–—]\s|(?<=[^\W\d_]{5})\.\s")
_AND = re.compile(
    r"\s*,\s*(?:(?:et|and|und|y|e|en|og|och)\s+)?|\s+(?:et|and|und|og|och|&|\+)\s+",
    re.I,
)
_WITH = re.compile(r"\s+(?:avec|with|mit)\s+", re.IGNORECASE)
_SMALL_AND = re.compile(r"\s+(?:y|e|en|i)\s+")
_AROUND = " \t\xa0,.:–—-_\"“”„'’`•|"
_NOBODY = re.compile(
    r"\W*(?:\S*admin\S*|user\w*|super user|webmaster|null|none|undefined|unknown|staff|anonym\w*"
    r"|an[oó]nimo|guest|gast|root|editor\w*|\d+)\W*",
    re.IGNORECASE,
)
_USER = re.compile(r"(?=.*[^\W\d_])[^\W_][\w.]{1,29}")
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]|[a-z]{1,2}[’'-]\w|[’'‘]")
_WORD_OF_NAME = re.compile(r"[’'‘]?[^\W\d_](?:[^\W_]|[\u0300-\u036f.’'‘`´·-])*,?")
_NO_FIRST = frozenset(SECTIONS["before_no_name"].split())
_ABBREVIATION = re.compile(r"[B-DF-HJ-NP-TV-Z]{3,5}")
_SHORTENED = re.compile(r"(?:\b\w|\b[JS]r)\.$")
_NO_LAST = frozenset("for from at in on of von de im am para pour per".split()) | MONTHS.keys()
_DOMAIN = re.compile(r".*\w\.(?:[a-z]{2,4})", re.IGNORECASE)


def people(text: str, *, is_surname_first: bool = False) -> list[str]:
    """Return the names in a byline, in its order; a line in it ends a name.

    `is_surname_first`: the surname stands before a comma, as in bibliographic data.

    >>> people("Par Mehdi Benali et Linda da Costa, à Lyon | 3 mai 2023")
    ['Mehdi Benali', 'Linda da Costa']
    """
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(",")[0]
    words = ("\n" if any(map(word.__contains__, _ADDRESS)) else word for word in _WORDS.split(text))
    text = _IN_BRACKETS.sub(", ", "".join(words))
    found: dict[str, None] = {}
    for part in _PARTED.split(text):
        part = line(part).replace("\xa0", " ").strip(" ,")
        if part and not _CREDIT.match(part):
            found.update(dict.fromkeys(_in_part(part, is_surname_first)))
    return list(found)


def _in_part(part: str, is_surname_first: bool) -> Iterator[str]:
    inside = next((by for by in _BY_INSIDE.finditer(part) if _is_no_name(part[: by.start()])), None)
    if inside:
        part = part[inside.end() :]
    part = part if is_surname_first else without_lead(part)
    label, colon, rest = part.partition(": ")
    if colon and not any(c.isdigit() for c in label):
        part = rest
    if is_surname_first and part.count(",") == 1:
        last, first = (name.strip() for name in part.split(","))
        if first and not _is_idle(first.split()[0]):
            part = f"{first} {last}"
    part, *sources = _WITH.split(part)
    pieces = [piece for x in _AND.split(part) for piece in _parted_at_y(x)]
    alone = [piece.strip(_AROUND) for piece in pieces]
    # "Martin, Jeanne" is one name, the last one first.
    if len(alone) == 2 and "," in part and all(_is_word(x) for x in alone):
        pieces = [f"{alone[1]} {alone[0]}"]
    names = [name for piece in pieces if (name := _name(piece))]
    is_full = any(" " in name for name in names)
    for name in names:
        # Beside a full name, a word after a comma is a place; an agency is named as an author.
        if not is_full or " " in name or kind(name) == "agency":
            yield name
    for source in filter(None, map(_name, sources)):
        # "with AFP" beside a name is a source.
        if not names or kind(source) == "person":
            yield source


def _parted_at_y(text: str) -> list[str]:
    parts = _SMALL_AND.split(text)
    return parts if all(len(part.split()) > 1 for part in parts) else [text]


def without_lead(text: str) -> str:
    """Return a byline without the words before its first name: "by", "written by"."""
    for _ in range(3):
        lead = _LEAD.match(text)
        if not lead or not lead.end():
            break
        text = text[lead.end() :]
    return text


def _is_word(text: str) -> bool:
    return (
        bool(re.fullmatch(r"[^\W\d_][\w’'-]+", text)) and text[0].isupper() and not _is_idle(text)
    )


def _is_idle(word: str) -> bool:
    word = word.lower().strip(_AROUND)
    return word in _LINKS or word in ROLES or word in _BODIES or word in BYLINE_WORDS


def _is_no_name(text: str) -> bool:
    """Return whether words before a "by" inside a line are a day or a label, and no first name."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(text.strip()) and all(word in BYLINE_WORDS or word in _LINKS for word in words)


def _name(text: str) -> str:
    """Return the name that a text begins with; empty when it begins with none."""
    text = without_lead(text.strip(_AROUND[:-1].replace(".", ""))) or text
    words = text.split()
    if len(words) == 1 and _USER.fullmatch(text):
        return "" if _is_idle(text) and text.lower() not in _AGENCIES else _checked(text)
    kept: list[str] = []
    for word in words:
        plain = word.strip(_AROUND).lower()
        is_idle = plain in BYLINE_WORDS and plain not in PARTICLES
        if any(map(str.isdigit, word)) or (is_idle and word.islower()):
            break
        if len(kept) > 1 and (
            is_idle
            or plain in ROLES | _LINKS | _CREDITS
            or (word.islower() and plain not in PARTICLES)
        ):
            break
        kept.append(word)
    is_longer = len(kept) > 1
    while len(kept) > 1 and (
        kept[-1].islower() or (len(kept) > 2 and kept[-1].lower() in _NO_LAST)
    ):
        kept.pop()
    if is_longer and len(kept) == 1:
        return ""  # a phrase: its first word is no name
    name = " ".join(kept).strip(_AROUND)
    # The full stop of an initial is the name's own.
    return _checked(f"{name}." if kept and _SHORTENED.search(kept[-1]) else name)


def _checked(name: str) -> str:
    if not 1 < len(name) <= _LONGEST_NAME or _NOBODY.fullmatch(name):
        return ""
    return name


def kind(name: str) -> str:
    """Return what a name is: "person" (a full name), "agency", "body", "word" (a single one), "".

    >>> [kind(x) for x in ("Maria da Costa", "AFP", "Museum News", "Tobi", "der Planung")]
    ['person', 'agency', 'body', 'word', '']
    """
    words = name.split()
    plain = [word.strip(_AROUND).lower() for word in words]
    if " ".join(plain).removeprefix("the ") in _AGENCIES:
        return "agency"
    if _DOMAIN.fullmatch(name) or any(
        part in _BODIES for word in plain for part in re.split("[-_]", word)
    ):
        return "body"
    if len(words) == 1:
        return "word" if _USER.fullmatch(name) and not _is_idle(name) else ""
    if len(words) > _MOST_WORDS or not all(map(_WORD_OF_NAME.fullmatch, words)):
        return ""
    if plain[0] in ROLES or words[-1] in PARTICLES or plain[0] in _NO_FIRST or words[0].islower():
        return ""
    # Among words with small letters, WBF is an institution.
    short = [
        word
        for word in (words[0], words[-1])
        if word.isupper() and 1 < len(word) < 6 and "." not in word
    ]
    if (short and not name.isupper() and (words[0] in short or len(words[-1]) < 4)) or any(
        map(_ABBREVIATION.fullmatch, words)
    ):
        return "body"
    is_name = all(
        word in PARTICLES or (each not in _LINKS and _CAPITAL.match(word))
        for each, word in zip(plain, words, strict=True)
    )
    return "person" if is_name else ""


def desk(text: str) -> str:
    """Return the desk that a byline names; empty when it names none, or says more than that.

    >>> desk("Par la rédaction"), desk("By MND Staff"), desk("Die Redaktion war gestern dort")
    ('la rédaction', 'MND Staff', '')
    """
    name = without_lead(line(text)).strip(_AROUND)
    words = name.split()
    parts = re.split(r"[\s_-]", name.lower())
    is_desk = 0 < len(words) <= _MOST_OF_DESK and not _SIGNING.isdisjoint(parts)
    small = [word for word in words if word.islower() and word not in PARTICLES]
    return name if is_desk and (len(small) < 2 or words[-1].lower() in _SIGNING) else ""


def same(name: str, other: str) -> bool:
    """Return whether two names are equal but for capitals, spaces and punctuation."""
    return bool(other) and folded(name) == folded(other)


def folded(text: str) -> str:
    """Return the letters and digits of a text, without their case."""
    return "".join(filter(str.isalnum, text.casefold()))
