"""Copies in web archives are found, proposed and read; nothing is sent that was not asked for."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.commands import replace_once
from support.miniature import copy_content
from support.web_archive import WebArchive, web_archive

from suites.capture.archived_copies import lookup
from suites.capture.archived_copies.addresses import copy_address, own_address
from suites.cli import main
from suites.system.web_client import UnreachableError, WebClient

LINES = "https://vigie.example/lignes"
NIGHT = "https://post.example/night"
PAGE = b"<!DOCTYPE html><title>Tram</title><h1>Tram</h1><article>%s</article>"


@pytest.fixture
def archive() -> Iterator[WebArchive]:
    with web_archive() as archive:
        yield archive


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUITES_TODAY", "2026-03-01")
    return copy_content(tmp_path)


def ask(archive: WebArchive, content: Path, *more: str) -> int:
    web = ["--service", archive.service, "--private-hosts", "--pause", "0"]
    return main(["archived", "--content", str(content), *web, *more])


def proposals(content: Path) -> list[str]:
    return sorted(path.name[11:-14] for path in content.glob("proposals/*.yaml"))


OWN = "https://a.example/b"
ARCHIVED = "https://web.archive.org/web"


@pytest.mark.parametrize(
    ("url", "original", "day"),
    [
        (f"{ARCHIVED}/20230920101500/{OWN}?c=1", f"{OWN}?c=1", "2023-09-20"),
        (f"{ARCHIVED}/2007id_/http:/a.example/", "http://a.example/", "2007"),
        (f"{ARCHIVED}/20070110im_/a.example/p", "http://a.example/p", "2007-01-10"),
        (f"https://arquivo.pt/wayback/20190102030405/{OWN}", OWN, "2019-01-02"),
        (f"https://archive.example/coll/12/20190102030405/{OWN}", OWN, "2019-01-02"),
    ],
)
def test_the_address_of_a_copy_says_of_which_page_and_when(
    url: str, original: str, day: str
) -> None:
    found = copy_address(url)
    assert found
    assert (found.original, found.day, own_address(url)) == (original, day, original)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/20230920/le-tram.html",
        "https://a.example/2023/09/20/http-demain",
        "https://a.example/20231399101500/https://b.example/",
        "https://web.archive.org/",
        "https://web.archive.org/web/20230920101500/",
        "",
    ],
)
def test_another_address_is_that_of_no_copy(url: str) -> None:
    assert copy_address(url) is None
    assert own_address(url) == url


def test_without_an_option_nothing_is_sent(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(archive, content) == 0
    assert archive.asked == []
    assert "Nothing was sent" in capsys.readouterr().out


def test_the_copy_nearest_to_the_day_is_proposed_and_accepted(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.copies[LINES] = dict.fromkeys(
        ("20200101000000", "20220114093000", "20251231000000"), b""
    )
    assert ask(archive, content, "--ask") == 0
    assert proposals(content) == ["2022-01-12-vigie-lignes"]
    assert main(["accept", "--content", str(content)]) == 0
    record = (content / "articles/2022/2022-01-12-vigie-lignes.md").read_text("utf-8")
    assert f'url: "{archive.service}20220114093000/{LINES}"' in record
    assert 'at: "2022-01-14"' in record
    assert "1 proposed" in capsys.readouterr().out
    assert all("(+" in agent for agent in archive.agents)
    assert main(["check", "--content", str(content)]) == 0


def test_a_second_run_asks_nothing_again_and_proposes_nothing_twice(
    archive: WebArchive, content: Path
) -> None:
    archive.copies[LINES] = {"20220114093000": b""}
    assert ask(archive, content, "--ask") == 0
    number = len(archive.asked)
    assert ask(archive, content, "--ask") == 0
    assert len(archive.asked) == number
    assert proposals(content) == ["2022-01-12-vigie-lignes"]


def test_a_run_that_was_given_up_goes_on(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.copies[LINES] = {"20220114093000": b""}
    archive.busy = 10**6
    assert ask(archive, content, "--ask") == 1
    assert "goes on" in capsys.readouterr().err
    archive.busy = 0
    Path(".cache").mkdir(exist_ok=True)
    Path(".cache/archived-copies.jsonl").write_text("{damaged\n[]\n{}\n", "utf-8")
    assert ask(archive, content, "--ask") == 0
    assert proposals(content) == ["2022-01-12-vigie-lignes"]


def test_a_server_that_asks_to_wait_is_asked_again(archive: WebArchive, content: Path) -> None:
    archive.copies[LINES] = {"20220114093000": b""}
    archive.busy = 1
    assert ask(archive, content, "--ask", "2022-01-12-vigie-lignes") == 0
    assert proposals(content) == ["2022-01-12-vigie-lignes"]


def test_a_copy_of_another_page_is_none(archive: WebArchive, content: Path) -> None:
    archive.copies[LINES] = {"20220114093000": b""}
    archive.statuses["/elsewhere"] = 200
    path = content / "articles/2022/2022-01-12-vigie-lignes.md"
    replace_once(path, LINES, f"{LINES}?page=2")
    archive.copies[f"{LINES}?page=2"] = {}
    assert ask(archive, content, "--ask", "2022-01-12-vigie-lignes") == 0
    assert proposals(content) == []


def test_pages_that_are_gone_are_listed_with_their_copies(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = f"http://127.0.0.1:{archive.port}"
    archive.statuses |= {"/lignes": 404, "/carte": 200, "/depart": 410}
    for name, old, new in (
        ("2022/2022-01-12-vigie-lignes", LINES, "lignes"),
        ("2020/2020-06-vigie-carte", "https://vigie.example/carte", "carte"),
        ("2022/2022-05-02-gazette-depart", "https://gazette.example/depart", "depart"),
    ):
        replace_once(content / f"articles/{name}.md", old, f"{site}/{new}")
    archive.copies[f"{site}/lignes"] = {"20220114093000": b""}
    ids = ["2022-01-12-vigie-lignes", "2020-06-vigie-carte", "2022-05-02-gazette-depart"]
    assert ask(archive, content, "--ask", "--visit", *ids) == 0
    out = capsys.readouterr().out
    assert f"{site}/lignes: it is gone (404); there is a copy of 2022-01-14" in out
    assert f"{site}/depart: it is gone (410); no copy is known" in out
    assert "carte: it is gone" not in out


@pytest.mark.parametrize(
    ("status", "location", "said"),
    [
        (200, "", ""),
        (403, "", ""),
        (429, "", "its server answered 429"),
        (500, "", "its server answered 500"),
        (302, "/", "it is gone (it leads to a front page)"),
        (302, "/?id=3", ""),
        (451, "", "it is gone (451)"),
    ],
)
def test_a_page_is_gone_where_its_server_says_so(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str],
    status: int, location: str, said: str,
) -> None:  # fmt: skip
    page = f"http://127.0.0.1:{archive.port}/lignes"
    archive.statuses |= {"/lignes": status, "/": 200, "/?id=3": 200}
    archive.locations["/lignes"] = location
    replace_once(content / "articles/2022/2022-01-12-vigie-lignes.md", LINES, page)
    assert ask(archive, content, "--visit", "2022-01-12-vigie-lignes") == 0
    out = capsys.readouterr().out
    assert (f"{page}: {said}" in out) if said else (page not in out)
    noted = Path(".cache/archived-copies.jsonl")
    assert noted.exists() is ("answered" not in said), "a state of the server is none of the page"


def test_without_a_network_no_page_is_gone(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    monkeypatch.setattr(lookup, "MOST_SILENT", 4)
    command = ["archived", "--content", str(content), "--pause", "0", "--visit"]
    assert main(command) == 1
    told = capsys.readouterr()
    assert "gone (" not in told.out
    assert "0 gone, 4 not answered" in told.out
    assert "none of 4 servers answers: the same command goes on" in told.err
    assert main([*command, "--ask"]) == 1
    assert not Path(".cache/archived-copies.jsonl").exists()


@pytest.mark.parametrize(
    ("headers", "status", "proposed"),
    [
        ({}, 200, True),
        ({"Memento-Datetime": "garbage"}, 200, False),
        ({"Memento-Datetime": "Fri, 14 Jan 9999 09:30:00 GMT"}, 200, False),
        ({"Memento-Datetime": "Fri, 14 Jan 1980 09:30:00 GMT"}, 200, False),
        ({}, 404, False),
        ({}, 503, False),
        ({}, 429, False),
    ],
)
def test_a_copy_of_an_error_or_of_no_day_is_none_and_no_fault_of_the_archive(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str],
    headers: dict[str, str], status: int, proposed: bool,
) -> None:  # fmt: skip
    archive.copies[LINES] = {"20220114093000": b""}
    archive.copy_status, archive.copy_headers = status, headers
    assert ask(archive, content, "--ask", "2022-01-12-vigie-lignes") == 0
    assert bool(proposals(content)) is proposed
    assert "0 not answered" not in capsys.readouterr().out
    assert len(archive.asked) == 2


@pytest.mark.parametrize(
    ("gate", "original", "proposed"),
    [
        # A TimeGate that is the copy itself, with the page in a header as RFC 7089 asks for.
        ({}, LINES, True),
        ({}, f"{LINES}?page=2", False),
        # One that leads to the page itself.
        ({"Location": LINES}, "", False),
        ({"Location": "http://["}, "", None),
        ({"Location": "file:///etc/passwd"}, "", None),
    ],
)
def test_a_timegate_is_held_to_its_standard(
    archive: WebArchive, content: Path, gate: dict[str, str], original: str, proposed: bool | None
) -> None:
    if original:
        gate = {
            "Memento-Datetime": "Fri, 14 Jan 2022 09:30:00 GMT",
            "Link": f'<https://x.example/>; rel="timegate", <{original}>; rel="original"',
        }
    archive.gate = (302 if "Location" in gate else 200, gate)
    id_ = "2022-01-12-vigie-lignes"
    assert ask(archive, content, "--ask", id_) == 0
    noted = Path(".cache/archived-copies.jsonl")
    assert bool(proposals(content)) is bool(proposed)
    assert noted.exists() is (proposed is not None), "what is no answer is asked for again"


def test_an_answer_is_kept_where_a_run_was_killed_in_the_midst_of_one(
    archive: WebArchive, content: Path
) -> None:
    noted = Path(".cache/archived-copies.jsonl")
    noted.parent.mkdir()
    noted.write_text('{"url": "https://vigie.exa', "utf-8")
    ids = ["2022-01-12-vigie-lignes", "2020-06-vigie-carte"]
    assert ask(archive, content, "--ask", ids[0]) == 0
    assert ask(archive, content, "--ask", ids[1]) == 0
    number = len(archive.asked)
    assert ask(archive, content, "--ask", *ids) == 0
    assert len(archive.asked) == number


def test_an_article_for_which_a_copy_is_proposed_gets_no_other_one(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.copies[LINES] = {"20220114093000": b""}
    assert ask(archive, content, "--ask") == 0
    Path(".cache/archived-copies.jsonl").unlink()
    archive.copies[LINES] = {"20220113093000": b""}
    assert ask(archive, content, "--ask") == 0
    assert proposals(content) == ["2022-01-12-vigie-lignes"]
    assert "it is proposed already" in capsys.readouterr().out


def test_what_cannot_be_written_is_said(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.copies[LINES] = {"20220114093000": b""}
    (content / "proposals").symlink_to(content / "articles")
    assert ask(archive, content, "--ask") == 1
    assert "is a link" in capsys.readouterr().err
    (content / "proposals").unlink()
    (content / "proposals").write_text("")
    assert ask(archive, content, "--ask") == 1
    assert "suites: " in capsys.readouterr().err
    Path(".cache/archived-copies.jsonl").unlink()
    Path(".cache").rmdir()
    Path(".cache").write_text("")
    assert ask(archive, content, "--ask") == 1
    assert "suites: .cache" in capsys.readouterr().err


@pytest.mark.parametrize("pause", ["-1", "nan", "inf", "x"])
def test_a_pause_is_a_number_of_seconds(pause: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["archived", "--ask", f"--pause={pause}"])
    assert "--pause" in capsys.readouterr().err


def test_only_the_public_internet_is_spoken_to(archive: WebArchive) -> None:
    with (
        WebClient("suites", pause=0, largest=100, private=False) as client,
        pytest.raises(UnreachableError, match="of this network"),
    ):
        client.get(archive.service)
    assert archive.asked == []


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "http://[", "a"])
def test_only_the_web_is_spoken_to(url: str) -> None:
    with (
        WebClient("suites", pause=0, largest=100, private=True) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(url)


def test_an_answer_that_is_too_large_is_not_taken(archive: WebArchive) -> None:
    archive.copies[LINES] = {"20220114093000": b"x" * 2000}
    with (
        WebClient("suites", pause=0, largest=1000, private=True) as client,
        pytest.raises(UnreachableError, match="larger"),
    ):
        client.get(f"{archive.service}20220114093000/{LINES}")


def test_quotations_are_proved_by_archived_copies_which_are_kept_aside(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = "2021-03-02-gazette-tram"
    original = "https://gazette.example/tram"
    url = f"{archive.service}20210305101500/{original}"
    words = "La maire : « le tram ouvrira l’an prochain ». " + "Une phrase pour le nombre. " * 60
    archive.copies[original] = {"20210305101500": PAGE % words.encode()}
    replace_once(content / f"articles/2021/{id_}.md", "https://archive.example/1/tram", url)
    command = ["verify", "--content", str(content), "--archived", "--private-hosts", "--pause", "0"]
    assert main([*command, id_]) == 1
    out = capsys.readouterr().out
    assert out.count("proved in the archived copy of 2021-03-05") == 1
    assert out.count("not found in the archived copy of 2021-03-05") == 1
    number = len(archive.asked)
    assert main([*command, id_]) == 1
    assert len(archive.asked) == number, "a copy that is here is not fetched again"
    (kept,) = Path("captures/archived").iterdir()
    assert b"id_/" not in kept.read_bytes()
    assert archive.asked[0][1].startswith("/web/20210305101500id_/")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/web/20230101000000id_/https://gazette.example/tram", "has one of 2023-01-01 in its"),
        ("/web/20210305101500id_/https://gazette.example/", "leads to another page"),
        ("/login", "leads to another page"),
    ],
)
def test_another_copy_than_was_asked_for_proves_nothing(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str],
    location: str, said: str,
) -> None:  # fmt: skip
    id_ = "2021-03-02-gazette-tram"
    url = f"{archive.service}20210305101500/https://gazette.example/tram"
    replace_once(content / f"articles/2021/{id_}.md", "https://archive.example/1/tram", url)
    archive.statuses["/login"] = 200
    archive.copies["https://gazette.example/tram"] = {"20230101000000": b"x"}
    archive.copies["https://gazette.example/"] = {"20210305101500": b"x"}
    archive.locations["/web/20210305101500id_/https://gazette.example/tram"] = location
    command = ["verify", "--content", str(content), "--archived", "--private-hosts", "--pause", "0"]
    assert main([*command, id_]) == 0
    assert said in capsys.readouterr().err
    assert not Path("captures/archived").exists()


def test_a_copy_that_is_not_to_be_had_proves_nothing(
    archive: WebArchive, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = "2021-03-02-gazette-tram"
    url = f"{archive.service}20210305101500/https://gazette.example/tram"
    replace_once(content / f"articles/2021/{id_}.md", "https://archive.example/1/tram", url)
    command = ["verify", "--content", str(content), "--archived", "--private-hosts", "--pause", "0"]
    assert main([*command, id_]) == 0
    told = capsys.readouterr()
    assert "is not to be had: the archive answered 404" in told.err
    assert told.out.count(": no copy") == 2
