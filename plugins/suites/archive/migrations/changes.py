"""Changes: what a step of a migration yields beside edits, and how it goes through a file."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from suites.archive import front_matter
from suites.archive.front_matter import Keys
from suites.archive.problems import Problem


class Question(NamedTuple):
    """A value that older content may mean in two ways, and what its author has to decide."""

    keys: Keys
    what: str
    mend: str

    def problem(self, path: str, raw: bytes) -> Problem:
        """Return the question at its place in the bytes of a file."""
        front, _ = front_matter.parse(path, raw)
        positions = front.positions if front else front_matter.NOWHERE
        place = positions.value(self.keys)
        return Problem(path, *place, "model-outdated", self.what, self.mend)


def members(data: Mapping[str, object], key: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the mappings in a list of a front matter, with their indices; of anything else none."""
    found = data.get(key)
    for index, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            yield index, one
