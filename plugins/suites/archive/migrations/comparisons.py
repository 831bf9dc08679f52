"""Model 3: a relation is shown face to face where it says `compare: true`.

Until then, every relation was that had two pieces of evidence. So it stays, until its author takes
the key away where the two do not speak of the same thing.
"""

from collections.abc import Iterator

from suites.archive.front_matter import FrontMatter
from suites.archive.migrations.changes import members
from suites.archive.yaml_edits import SetValue


def compare(front: FrontMatter) -> Iterator[SetValue]:
    """Yield the key for each relation that had a comparison; contradictions have one without it."""
    for index, relation in members(front.data, "relations"):
        evidence = relation.get("evidence")
        sides = {str(one) for one in evidence} if isinstance(evidence, list) else ()
        if len(sides) > 1 and "compare" not in relation and relation.get("type") != "contradicts":
            yield SetValue(("relations", index, "compare"), True, before=2)
