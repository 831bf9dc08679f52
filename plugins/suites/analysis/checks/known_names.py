"""Known names: the ids, titles and names of records, for a name in the place of an id."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property

from suites.analysis.checks.withdrawals import withdrawn_ids
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import EVIDENCE, USES
from suites.archive.model import Entity
from suites.archive.model.archive import FOLDERS, RECORD_KINDS
from suites.archive.problems import Problem, closest, nearest
from suites.archive.slugs import proposed_id


class KnownNames:
    """The records of an archive by their ids, titles and names, each read when it is asked for."""

    def __init__(self, linked: LinkedArchive) -> None:
        self.linked = linked
        self.in_folder = cache(self._in_folder)
        """Returns the ids of the records of a folder, by their ids and by their names as ids."""

    @cached_property
    def withdrawn(self) -> Mapping[str, str]:
        """The ids and old ids of withdrawn records, each with the id of its record."""
        return withdrawn_ids(self.linked.records.summaries)

    def _in_folder(self, folder: str) -> Mapping[str, str]:
        linked, found = self.linked, dict[str, str]()
        for id_ in linked.records.ids(folder):
            found[proposed_id(linked.records.summaries[id_].link.title)] = id_
            record = linked.archive.by_id[id_] if folder == "entities" else None
            if isinstance(record, Entity):
                found |= {proposed_id(one.name): id_ for one in record.names}
        found.pop("", None)
        return found | {id_: id_ for id_ in linked.records.ids(folder)}

    def hint(self, text: str, folder: str = "") -> str:
        """Return a hint at the record of a folder, or of any, that a text names; else nothing."""
        wanted = proposed_id(text)
        for one in (folder,) if folder else FOLDERS:
            if id_ := self.in_folder(one).get(wanted):
                return f"did you mean {id_}?"
        return ""

    def with_hint(self, problem: Problem) -> Problem:
        """Return a problem with a better mend, where it says what was wanted."""
        key, _, text = problem.wanted.partition(" ")
        use, mend = USES.get(key), problem.mend
        if use == EVIDENCE:
            mend = self._annotations(text) or mend
        elif use:
            mend = self._like(text, RECORD_KINDS[use].folder, mend)
        return replace(problem, mend=mend, wanted="")

    def _like(self, text: str, folder: str, mend: str) -> str:
        """Return a hint at the record whose id or name is most like a text, else the mend."""
        wanted, known = proposed_id(text), self.in_folder(folder)
        if near := closest(wanted, known):
            return f"did you mean {known[near]}?"
        return f"{mend}, such as {wanted}" if wanted else mend

    def _annotations(self, text: str) -> str:
        """Return a hint at the annotations of the article that a text names; else nothing."""
        id_ = proposed_id(text.partition("#")[0])
        if id_ not in self.linked.archive.articles:
            return ""
        names = self.linked.records.summaries[id_].check.annotations
        return nearest(text, (f"{id_}#{name}" for name in names))
