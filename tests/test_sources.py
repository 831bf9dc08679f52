"""The file of each record is published as it stands, beside its page."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from support.in_process import builder, load
from support.miniature import CONTENT, copy_content
from support.random_edits import rewrite

from suites.analysis.loading import load_archive
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.markdown import parse
from suites.build import search_index
from suites.site.exports import EXPORTS
from suites.site.views import Deployment, ViewBuilder

PAGE = "annonces/tram-ouvert/"


def published(content: Path, cache: Path | None = None) -> dict[str, bytes]:
    """The sources of all records of a content, by address."""
    found = load(content, cache) if cache else load_archive(content)
    assert found.linked, found.problems
    made = ViewBuilder(found.linked, read_catalogue("fr"), Deployment())
    return {
        address: text
        for id_, summary in found.linked.records.summaries.items()
        for address, text in EXPORTS["source"].files(made, id_, summary.check.aliases)
    }


def test_the_source_of_every_record_is_its_file_byte_for_byte(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    file = content / "announcements/tram-ouvert.md"
    # As some editors save: a byte order mark, other ends of lines, and none at the end.
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().strip().replace(b"\n", b"\r\n"))
    for found in (published(content), published(content, tmp_path / ".cache")):
        described = [json.loads(text) for url, text in found.items() if url.endswith(".json")]
        assert {one["path"] for one in described} == {
            path.relative_to(content).as_posix() for path in content.rglob("*/*.md")
        }
        for url, text in found.items():
            if url.endswith(".json"):
                one = json.loads(text)
                raw = (content / one["path"]).read_bytes()
                assert found[url.replace("index.json", "index.md")] == raw
                assert one["digest"] == hashlib.sha256(raw).hexdigest()
                assert one["text"] == parse(one["body"], 1).text
        assert found[f"{PAGE}index.md"].startswith(b"\xef\xbb\xbf---\r\n")


def test_the_source_as_json_is_what_the_file_says_as_it_is_written() -> None:
    one = json.loads(published(CONTENT)["medias/la-vigie/index.json"])
    assert list(one) == ["id", "kind", "path", "digest", "data", "body", "text"]
    assert (one["id"], one["kind"], one["path"]) == ("la-vigie", "entity", "entities/la-vigie.md")
    assert one["data"]["aliases"] == ["petite-vigie"]
    assert "corrections" not in one["data"]  # no value that its author left out


def test_the_source_lies_at_old_addresses_too_and_as_json_at_one() -> None:
    found = published(CONTENT)
    assert found["annonces/tram-2022/index.md"] == found[f"{PAGE}index.md"]
    assert "annonces/tram-2022/index.json" not in found


def test_a_draft_is_published_as_it_is_written_in_a_private_copy_alone(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    file = content / "articles/2022/2022-11-20-echo-tram.md"
    rewrite(file, lambda text: re.sub("^title: .*", "title: …", text, count=1, flags=re.M))
    assert [problem.code for problem in load_archive(content).problems] == ["draft"]
    found = builder(content, tmp_path / ".cache", private=True).load()
    linked = found.linked
    assert linked, found.problems
    article = linked.archive.articles["2022-11-20-echo-tram"]
    assert article.title == article.id  # it has no headline
    assert linked.sources[article.id].data["title"] == "…"


def test_a_comment_changes_the_source_and_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "make_index", lambda *_: {})
    content = copy_content(tmp_path)

    def build() -> tuple[str, ...]:
        made = builder(content, tmp_path / ".cache")
        assert not made.load().problems
        return made.build(search=False).written

    build()
    rewrite(
        content / "announcements/tram-ouvert.md",
        lambda text: text.replace("---\n", "---\n# remarque\n", 1),
    )
    old = "annonces/tram-2022/index.md"
    assert build() == (old, f"{PAGE}index.json", f"{PAGE}index.md")
    assert (tmp_path / "output" / old).read_bytes() == (
        content / "announcements/tram-ouvert.md"
    ).read_bytes()


def test_what_was_loaded_is_published_whatever_the_file_is_by_then(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    file = content / "themes/transports.md"
    raw = file.read_bytes()
    linked = load(content, tmp_path / ".cache").linked
    assert linked
    file.write_bytes(raw + b"\nUne phrase de plus.\n")
    assert linked.sources["transports"].raw == raw
