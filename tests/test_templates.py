"""Compiled templates are kept in the cache, and run only as they were written there."""

from __future__ import annotations

import marshal
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from jinja2.bccache import Bucket
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, THEME, render_pages

from suites.analysis.loading import load_archive
from suites.archive.languages.catalogue import Catalogue
from suites.build import checksummed, templates
from suites.build.share_images import ShareImages
from suites.site.share_images.share_image import ShareImageRenderer
from suites.site.views import PageFile, ViewBuilder

Damage = Callable[[bytes], bytes]


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("<p>{{ page }}</p>")
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the templates whose kept code was taken, or that were compiled."""
    found: list[str] = []
    take, compile_ = Bucket.bytecode_from_string, jinja2.Environment.compile

    def taken(self: Bucket, kept: bytes) -> None:
        found.append("taken")
        take(self, kept)

    def compiled(self: jinja2.Environment, *args: object) -> object:
        found.append("compiled")
        return compile_(self, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(Bucket, "bytecode_from_string", taken)
    monkeypatch.setattr(jinja2.Environment, "compile", compiled)
    return found


def render(theme: Path) -> str:
    words = SimpleNamespace(t=Catalogue("fr", {}).t, urls={})
    found = templates.renderer(theme, theme / "cache", words, None, private=False)  # type: ignore[arg-type]
    return found(PageFile("", "page.html", "a & b"))


def kept(theme: Path) -> Path:
    (path,) = (theme / "cache/templates").iterdir()
    return path


def test_a_template_is_compiled_once(theme: Path, run: list[str]) -> None:
    assert [render(theme) for _ in range(3)] == ["<p>a &amp; b</p>"] * 3
    assert run == ["compiled", "taken", "taken"]


def test_a_kept_template_with_any_byte_changed_is_compiled_anew_and_never_run(
    theme: Path, run: list[str]
) -> None:
    render(theme)
    path = kept(theme)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        run.clear()
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        assert render(theme) == "<p>a &amp; b</p>"
        assert run == ["compiled"], place
        assert path.read_bytes() == whole, "it is kept again as it was"


FORGED = marshal.dumps(compile("raise SystemExit('forged')", "", "exec"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:0],
        lambda whole: whole[:31],
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole + b"\0",
        lambda whole: whole[:0] + FORGED,
        lambda whole: whole[: -len(FORGED)] + FORGED,
    ],
    ids=["empty", "no digest", "a byte less", "half", "a byte more", "code", "code in it"],
)
def test_a_kept_template_of_another_form_is_compiled_anew(
    theme: Path, run: list[str], damage: Damage
) -> None:
    render(theme)
    path = kept(theme)
    path.write_bytes(damage(path.read_bytes()))
    run.clear()
    assert render(theme) == "<p>a &amp; b</p>"
    assert run == ["compiled"]


@pytest.mark.parametrize(
    ("of", "name", "value"),
    [
        (jinja2, "__version__", "3.1.0"),
        (templates, "MAGIC_NUMBER", b"another Python"),
        (templates.environment, "shortcuts", lambda: False),
    ],
)
def test_what_another_program_compiled_is_compiled_anew(
    theme: Path,
    run: list[str],
    monkeypatch: pytest.MonkeyPatch,
    of: object,
    name: str,
    value: object,
) -> None:
    with monkeypatch.context() as other:
        other.setattr(of, name, value)
        render(theme)
    # Whole and well guarded, it would still not be fit to run here.
    content = checksummed.read(kept(theme))
    assert content
    checksummed.write(kept(theme), content[: -len(FORGED)] + FORGED)
    run.clear()
    assert render(theme) == "<p>a &amp; b</p>"
    assert run == ["compiled"]


def test_a_template_that_changed_is_compiled_anew(theme: Path, run: list[str]) -> None:
    render(theme)
    (theme / "templates/page.html").write_text("<b>{{ page }}</b>")
    assert render(theme) == "<b>a &amp; b</b>"
    assert run[-1] == "compiled"


def test_what_was_compiled_at_another_place_is_compiled_anew(theme: Path, run: list[str]) -> None:
    other = theme / "other"
    shutil.copytree(theme / "templates", other / "templates")
    render(theme)
    render(other)
    kept(theme).replace(kept(other))
    run.clear()
    assert render(other) == "<p>a &amp; b</p>"
    assert run == ["compiled"]


def test_a_cache_that_cannot_be_written_stops_nothing(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (theme / "cache").write_text("a file where the folder should be")
    assert render(theme) == "<p>a &amp; b</p>"
    (theme / "cache").unlink()

    def full(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert render(theme) == "<p>a &amp; b</p>"
    assert list((theme / "cache/templates").iterdir()) == []


def test_without_shortcuts_the_same_pages_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = load_archive(CONTENT, None).linked
    assert linked
    fast = render_pages(linked)
    monkeypatch.setenv("SUITES_SHORTCUTS", "0")
    monkeypatch.delattr(templates.jinja_compiler, "FastEnvironment")
    assert render_pages(linked) == fast


def test_a_kept_image_is_drawn_again_only_when_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = load_archive(CONTENT, None).linked
    assert linked

    def image() -> bytes:
        images = ShareImages(ViewBuilder(linked, CATALOGUE), THEME, tmp_path)
        ((_, content),) = images.draw("")
        return content

    first = image()
    (path,) = (tmp_path / "images").iterdir()
    whole = path.read_bytes()
    for damaged in (whole[:99] + bytes([whole[99] ^ 1]) + whole[100:], whole[:99], b""):
        path.write_bytes(damaged)
        assert image() == first
        assert path.read_bytes() == whole
    monkeypatch.setattr(ShareImageRenderer, "png", lambda *_: b"drawn anew")
    assert image() == first
    path.unlink()
    (tmp_path / "images").rmdir()
    (tmp_path / "images").write_text("a file where the folder should be")
    assert image() == b"drawn anew"
