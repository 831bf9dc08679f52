"""Names of authors as CSL has them: in two parts where those are sure, else as one text.

A byline is a plain text. It is divided where it can be read in one way: one or two given names or
initials, then one family name, with its particles. Whatever else it is (a pseudonym, an agency, the
editors, three names of which nobody knows the second's kind) stays whole, as a name that is never
turned around.
"""

import re

CslName = dict[str, str]

PARTICLES: frozenset[str] = frozenset(
    "af av d da dal dalla das de degli dei del dela della den der des di do dos du la las le los "
    "op ten ter tot van vom von vor y zu zum zur 't".split()
)
"""What stands in small letters between a given name and a family name, and is of the latter."""

COLLECTIVES: frozenset[str] = frozenset(
    "agence agences agencia agency agenzia agentur archive archives associated association blog "
    "bureau central centrale club collectif collective comité committee company correspondant "
    "corporation correspondent correspondents council daily desk digital direction edition "
    "editor editorial editors equipe équipe foundation fondation france front group groupe herald "
    "institut institute journal magazine media médias medien ministère network news newsdesk "
    "newsletter newsroom office online partners post presse press publishing radio redaccion "
    "redacción redacteur rédacteur redactie redaction rédaction redaktion redazione report "
    "reporter reporters research revue sender service services société society staff stiftung "
    "studio studios syndicate team telegraph television télévision the times tribune union "
    "university université verlag web wire writer writers zeitung".split()
)
"""Words, in small letters, that show that a byline names several people or a house."""

ARTICLES: frozenset[str] = frozenset("das der die el gli i il l la las le les lo los the".split())
"""Articles: no given name begins a byline with one of them."""

FAMILY_FIRST: frozenset[str] = frozenset("hu ja km ko mn vi zh".split())
"""Languages in which a family name stands first: a name in such an article is not divided."""

_LETTERS = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_NAME = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_MAX_GIVEN = 2


def csl_name(byline: str, language: str, *, outlet: str = "") -> CslName:
    """Return a byline as a name of CSL: `family` and `given`, or `literal`.

    `language` is that of the article; a byline that is its outlet's own name is not divided.

    >>> csl_name("Hugo van Kemenade", "en")
    {'family': 'van Kemenade', 'given': 'Hugo'}
    >>> csl_name("La rédaction", "fr"), csl_name("Agence Brume", "fr")
    ({'literal': 'La rédaction'}, {'literal': 'Agence Brume'})
    """
    words = byline.split()
    at = _family_at(words)
    is_whole = (
        not at
        or language.partition("-")[0] in FAMILY_FIRST
        or byline.casefold() == outlet.casefold()
    )
    if is_whole:
        return {"literal": byline}
    return {"family": " ".join(words[at:]), "given": " ".join(words[:at])}


def _family_at(words: list[str]) -> int:
    """Return where the family name of a byline begins; 0 where that is not sure."""
    given = 0
    while given < len(words) and _is_name(words[given]) | bool(_INITIALS.fullmatch(words[given])):
        given += 1
    family = given
    while family < len(words) and words[family] in PARTICLES:
        family += 1
    if family == given:  # no particle: the last of the names is the family's
        given -= 1
        family -= 1
    names = words[:given]
    initials = [one for one in names if _INITIALS.fullmatch(one)]
    folded = {part.casefold() for one in words for part in (one, *one.split("-"))}
    is_sure = (
        len(words) == family + 1
        and 1 <= given <= _MAX_GIVEN
        # Of two names before the last, the second may be another family name.
        and (given - len(initials) <= 1 or family > given)
        and _is_name(words[family])
        and names[0].casefold() not in ARTICLES
        and folded.isdisjoint(COLLECTIVES)
    )
    return given if is_sure else 0


def _is_name(word: str) -> bool:
    """Return whether a word is written as a name is: with a capital, and not in capitals alone."""
    return word[0].isupper() and not word.isupper() and bool(_NAME.fullmatch(word))
