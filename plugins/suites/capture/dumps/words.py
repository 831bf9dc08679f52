"""Words: what tells running text from labels, in seven languages, without a dictionary.

Menus, tags and headlines of other articles are made of names; running text is held together by
articles, prepositions and auxiliaries. Their share in a line is the oldest sign of it (justext,
Pomikálek 2011); the lists are kept short, since only the commonest matter.
"""

from __future__ import annotations

import re

FUNCTION_WORDS = frozenset(
    """
    le la les l un une des du de d et ou où que qui qu ne n pas plus à au aux en dans sur sous
    pour par avec sans ce cet cette ces c se s son sa ses leur leurs il elle ils elles on nous
    vous je j est
    sont était a ont été être avoir fait mais donc car comme si y lui entre depuis dont après avant
    der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war wird
    werden wurde hat haben hatte er sie es wir ihr ich zu zum zur mit von vom für auf aus bei nach
    über unter im in am an als auch noch nur sich so wie dass daß wenn um durch man kein keine mehr
    the an of and or to is are was were be been has have had it its he she they we you i that this
    these those with for from by on at as but not no his her their our your will would can could
    which who what when than then there into about
    el los las lo una y o que no es son fue ha han con por para del al se su sus como más pero este
    esta estos sin sobre muy entre cuando donde también ya
    il gli una uno e ed che non è sono era ha hanno con per di da del dello della dei degli delle al
    allo alla ai alle dal dalla nel nella nei sul sulla si suo sua come più ma anche questo questa
    het een en van te dat niet is zijn was werd worden heeft hebben met voor op aan er ook maar om
    als bij uit naar door dan nog wel deze dit die
    o os as um uma e ou que não é são foi tem com por para do da dos das no na nos nas ao à pelo
    pela se seu sua como mais mas também este esta isso
    """.split()
)

WORD = re.compile(r"\w+(?:[-’'ʼ]\w+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|un)[’'ʼ]", re.IGNORECASE)
_END = re.compile(r"[.!?…:;]['’”\"»)\]\s]*$")
_STOP = re.compile(r"[.!?…]['’”\"»)\]\s]*$")
_INNER = re.compile(r"\w[,;:]\s|\w[.!?…]\s+[\"'«“„(]?\s?[A-ZÀ-Ý]")


def words(text: str, most: int = 4000) -> list[str]:
    """The words of a line, of its first `most` characters only."""
    return WORD.findall(text[:most])


def function_share(found: list[str]) -> float:
    """The share of function words among words, from 0 to 1; an elided article counts as one."""
    if not found:
        return 0.0
    held = sum(1 for word in found if word.lower() in FUNCTION_WORDS or _ELISION.match(word))
    return held / len(found)


def ends_sentence(text: str) -> bool:
    """Whether the line ends with a full stop, or what stands for it."""
    return bool(_STOP.search(text[-12:]))


def ends_open(text: str) -> bool:
    """Whether the line ends with any mark that parts sentences; a colon announces a list."""
    return bool(_END.search(text[-12:]))


def has_clauses(text: str) -> bool:
    """Whether a comma, a colon or a new sentence stands inside the line."""
    return bool(_INNER.search(text[:4000]))
