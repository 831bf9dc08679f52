"""What is kept of a record is plain, and makes the record again."""

from __future__ import annotations

import marshal
from typing import Any

import pytest
from miniature import SITE

from suites import files
from suites.model import FOLDERS, Announcement, Event, Record
from suites.model.plain import of_plain, plain
from suites.publication.stored import Stored

ARCHIVE = files.load(SITE / "content")[0]
assert ARCHIVE
RECORDS: list[tuple[str, Record]] = [
    (folder, record) for folder in FOLDERS for record in getattr(ARCHIVE, folder).values()
]


def again(kind: type[Any], record: Record) -> Any:
    kept = marshal.loads(marshal.dumps(plain(record)))
    return of_plain(kind, kept, record.id, record.source, record.body)


@pytest.mark.parametrize(("folder", "record"), RECORDS, ids=lambda one: getattr(one, "id", one))
def test_a_record_made_of_what_was_kept_is_the_one_that_was_read(
    folder: str, record: Record
) -> None:
    made = again(FOLDERS[folder], record)
    assert type(made) is type(record)
    assert made == record
    assert repr(made) == repr(record)
    assert made.model_copy(update={"id": "x"}) == record.model_copy(update={"id": "x"})


def test_a_term_that_is_no_date_stays_what_it_is() -> None:
    one = next(record for folder, record in RECORDS if folder == "announcements")
    terms = ("none", "withdrawn", "2024", None)
    events = tuple(Event.model_validate({"due": term}) for term in terms)
    told = one.model_copy(update={"events": events})
    assert again(Announcement, told).events == events


def test_nothing_that_was_kept_changes_when_a_record_is_made_of_it() -> None:
    for folder, record in RECORDS:
        kept = plain(record)
        before = marshal.dumps(kept)
        of_plain(FOLDERS[folder], kept, record.id, record.source, record.body)
        assert marshal.loads(before) == kept


class Broken:
    """A shelf of one announcement, of which something else was kept."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def path_of(self, id_: str) -> str | None:
        return "content/announcements/a.md" if id_ == "a" else None

    def plain(self, _id: str) -> Any:
        return "content/announcements/a.md", (self._values, "", 1, b"")

    def extract(self, _id: str) -> Any:
        return None

    def ids(self) -> list[tuple[str, str]]:
        return [("a", "content/announcements/a.md")]

    def entries(self, _list: str, _id: str) -> tuple[Any, ...]:
        return ()


SOUND = plain(next(record for folder, record in RECORDS if folder == "announcements"))


@pytest.mark.parametrize(
    "values",
    [{}, SOUND | {"colour": "red"}, SOUND | {"added": "yesterday"}, SOUND | {"events": (1,)}],
    ids=["nothing", "a field too many", "no date", "no event"],
)
def test_what_makes_no_record_is_said(values: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="no sound record of a"):
        Stored(Broken(values)).record("announcements", "a")


def test_a_record_is_in_its_own_folder_alone() -> None:
    stored = Stored(Broken(SOUND))
    assert stored.record("announcements", "a")
    assert stored.record("articles", "a") is None
    assert stored.record("announcements", "b") is None
