"""Content comes from strangers: whatever it holds, it is told and nothing breaks."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.miniature import SITE

from suites.analysis import loading
from suites.archive import problems

SOURCES = sorted(path.relative_to(SITE) for path in SITE.rglob("*") if path.is_file())
SNIPPETS = st.sampled_from(
    ["\x00", "\t", "[", "{", "&a ", "*a", "!!python/x", "---\n", "«", "»", "null", "0x", ": ", "\n",
     "[[", "]]", "#", "\ufeff", "\u2028", "\u00ad", "1e999", ".inf", "~", "'", '"', "|\n", ">\n",
     "- ", "javascript:x", "<script>", "![a](b)", "[^1]", "| |\n|-|\n", "x" * 5000]
)  # fmt: skip


@pytest.fixture(scope="module")
def content() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(SITE / "content", Path(folder) / "content"))


@given(data=st.data())
def test_no_edit_of_a_file_makes_the_reading_fail(content: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(SOURCES))
    path = content.parent / name
    original = path.read_bytes()
    text = original.decode("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 30)))
    edited = text[:start] + data.draw(SNIPPETS | st.text(max_size=8)) + text[end:]
    try:
        path.write_bytes(edited.encode("utf-8", "surrogatepass"))
        said = problems.report(loading.load_archive(content).problems)
        assert all(line.isprintable() for line in said.split("\n"))
    finally:
        path.write_bytes(original)


@given(raw=st.binary(max_size=200))
def test_no_bytes_make_the_reading_fail(content: Path, raw: bytes) -> None:
    path = content / "pages" / "octets.md"
    path.write_bytes(raw)
    try:
        assert loading.load_archive(content).problems
    finally:
        path.unlink()
