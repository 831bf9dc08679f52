"""One: a record as it was read, which is judged by itself and by what the archive declares."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

from suites.archive.markdown import Body
from suites.archive.model import Archive

R_co = TypeVar("R_co", covariant=True)


class One(NamedTuple, Generic[R_co]):
    """A record and its parsed body; of the archive, the settings and the vocabulary are read."""

    record: R_co
    text: Body
    archive: Archive


AnyOne = One[Any]
