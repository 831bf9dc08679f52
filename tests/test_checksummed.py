"""A file of the cache reads as what was written, or as missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from suites.build import checksummed


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "some/folders/kept"
    for content in (b"", b"words", bytes(range(256)) * 99):
        checksummed.write(path, content)
        assert checksummed.read(path) == content
    assert [one.name for one in path.parent.iterdir()] == ["kept"]


def test_a_file_with_any_bit_flipped_reads_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    checksummed.write(path, b"words of some length")
    whole = path.read_bytes()
    for bit in range(8 * len(whole)):
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        assert checksummed.read(path) is None, bit


def test_a_file_of_any_other_length_reads_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    checksummed.write(path, b"words")
    whole = path.read_bytes()
    for damaged in (*(whole[:end] for end in range(len(whole))), whole + b"\0", whole * 2):
        path.write_bytes(damaged)
        assert checksummed.read(path) is None, len(damaged)


def test_what_cannot_be_read_reads_as_missing(tmp_path: Path) -> None:
    assert checksummed.read(tmp_path / "nothing") is None
    assert checksummed.read(tmp_path) is None


def test_a_disk_that_refuses_leaves_the_old_file_and_no_part_of_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept"
    checksummed.write(path, b"old")

    def refuse(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        checksummed.write(path, b"new")
    assert checksummed.read(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]
