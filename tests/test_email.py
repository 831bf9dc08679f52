"""E-mail: the words of a message, and what its headers say, each with its basis."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import pytest
from support.generated_pages import read, sentences

from suites.capture import formats, limits
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.formats import mime

PARAGRAPHS = [" ".join(sentences(seed, 4)) for seed in range(6)]
TEXT = "\n\n".join(PARAGRAPHS)
HTML = (
    "<!DOCTYPE html><html><body><table><tr><td><h1>Le tram ira plus loin</h1>"
    + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    + "</td></tr></table></body></html>"
)
HEAD = (
    "From: =?utf-8?q?La_Gazette_du_port=2C_=C3=A9dition_du_soir?= <lettre@gazette.example>\r\n"
    "To: lecteurs@gazette.example\r\n"
    "Subject: =?utf-8?B?TGUgdHJhbSBpcmEgcGx1cyBsb2luIOKAlCB1biDDqXTDqQ==?=\r\n"
    "Date: Tue, 27 Aug 2024 23:30:00 +0200\r\n"
    "MIME-Version: 1.0\r\n"
)


def message(text: str | None = TEXT, html: str | None = HTML, **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "From": "La Gazette du port <lettre@gazette.example>",
        "Subject": "Le tram ira plus loin",
        "Date": "Tue, 27 Aug 2024 20:30:00 +0200",
        **headers,
    }
    for name, value in given.items():
        made[name] = value
    if text is not None:
        made.set_content(text)
    if html is not None:
        add = made.add_alternative if text is not None else made.set_content
        add(html, subtype="html")
    return made


def article(raw: bytes) -> tuple[CapturedPage, CapturedArticle]:
    found = read(raw)
    assert not isinstance(found, Failure), found
    return found


def codes(found: CapturedArticle) -> list[str]:
    return [doubt.code for doubt in found.doubts]


def values(found: CapturedArticle) -> tuple[str | None, str | None, str | None]:
    rows = (found.headline, found.outlet, found.published)
    one, two, three = (row.value if row else None for row in rows)
    return one, two, three


OF_THE_HEADERS = ("Le tram ira plus loin", "La Gazette du port", "2024-08-27T20:30+02:00")


def test_the_html_part_of_a_newsletter_is_its_article() -> None:
    raw = message().as_bytes()
    capture, found = article(raw)
    assert (capture.kind, capture.content, capture.sha256) == ("email", "html", digest(raw))
    assert found.text.strip() == TEXT
    assert values(found) == OF_THE_HEADERS
    guesses = (found.headline, found.outlet, found.published)
    assert [(one.basis, one.stated) for one in guesses if one] == [
        ("email-subject", True), ("email-sender", False), ("email-date", False),
    ]  # fmt: skip
    assert codes(found) == []


NOTICES = {
    "fr": ("Voir ce message dans votre navigateur", "Vous recevez cette lettre, bravo.",
           "Se désabonner"),
    "en": ("View this email in your browser", "You are receiving this since you asked for it.",
           "Unsubscribe | Manage your preferences"),
    "de": ("Im Browser ansehen", "Sie erhalten diese E-Mail auf Ihren Wunsch.", "Hier abmelden"),
}  # fmt: skip


@pytest.mark.parametrize("lang", NOTICES)
@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_notices_of_a_newsletter_are_no_article(lang: str, kind: str) -> None:
    above, *below = NOTICES[lang]
    parts = [above, "Le tram ira plus loin", *PARAGRAPHS, *below]
    rows = "".join(
        f"<tr><td><table><tr><td><a href='https://e.example/{n}'>{part}</a></td></tr></table></td></tr>"
        if part in NOTICES[lang]
        else f"<tr><td><table><tr><td>{part}</td></tr></table></td></tr>"
        for n, part in enumerate(parts)
    )
    made = (
        message(text="\n\n".join(parts), html=None)
        if kind == "text"
        else message(html=f"<html><body><table>{rows}</table></body></html>")
    )
    _, found = article(made.as_bytes())
    assert found.text.strip() == TEXT
    assert set(codes(found)) <= {"headlines-differ"}


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_plain_text_is_read_where_there_is_no_html(coding: str) -> None:
    made = message(html=None)
    made.set_content(TEXT, cte=coding)
    capture, found = article(made.as_bytes())
    assert capture.content == "text"
    assert found.text.strip() == TEXT
    assert values(found) == OF_THE_HEADERS


def test_one_long_paragraph_is_an_article() -> None:
    _, found = article(message(html=None, text=" ".join(PARAGRAPHS)).as_bytes())
    assert found.text.strip() == " ".join(PARAGRAPHS)


def test_encoded_words_are_read_and_malformed_ones_are_left() -> None:
    _, found = article((HEAD + "\r\n" + TEXT).encode())
    assert found.headline
    assert found.outlet
    assert found.headline.value == "Le tram ira plus loin — un été"
    assert found.outlet.value == "La Gazette du port, édition du soir"
    for written, expected in (
        ("=?utf-8?B?TGUgdHJhbQ=?=", "Le tram"),
        ("=?utf-8?Q?L=C3?= =?utf-8?Q?=A9t=C3=A9?=", "Lété"),
        ("=?utf-8?q?Le_tram?==?utf-8?q?way?=", "Le tramway"),
        ("=?no-such?Q?Le=20tram?=", "Le tram"),
        ("=?utf-8?X?Le tram?=", "=?utf-8?X?Le tram?="),
        ("Un \u00e9t\u00e9 en tram", "Un été en tram"),
    ):
        head = f"Subject: {written}\r\nFrom: a@b.example\r\nMIME-Version: 1.0\r\n\r\n"
        _, found = article(head.encode() + TEXT.encode())
        assert found.headline
        assert found.headline.value == expected


def test_the_day_is_that_of_the_place_it_was_sent_from() -> None:
    _, found = article((HEAD + "\r\n" + TEXT).encode())
    assert found.published
    assert found.published.value == "2024-08-27T23:30+02:00"
    for date in ("hier", "Tue, 99 Aug 2024 20:30:00 +0200", "1 Jan 1901 00:00 +0000", ""):
        _, found = article(message(Date=date).as_bytes())
        assert found.published is None


def test_a_title_that_differs_from_the_subject_is_a_doubt() -> None:
    _, found = article(message(Subject="Votre lettre du soir, avec une surprise").as_bytes())
    assert found.headline
    assert found.headline.value == "Votre lettre du soir, avec une surprise"
    assert "headlines-differ" in codes(found)


@pytest.mark.parametrize("more", ["{} | La Gazette du port", "La Gazette - {}", "{} – Le port"])
def test_a_subject_that_only_names_the_site_as_well_leaves_the_headline(more: str) -> None:
    page = HTML.replace("<h1>", "<h1 id=a>")
    title = "Le tram ira plus loin"
    found = article(message(html=page, Subject=more.format(title)).as_bytes())[1]
    assert found.headline
    assert found.headline.value == title
    assert "headlines-differ" not in codes(found)


def test_attachments_and_other_languages_of_a_message_are_no_article() -> None:
    made = message()
    made.add_attachment("Une autre affaire. " * 500, filename="../../autre.txt")
    made.add_attachment(b"\x89PNG" * 99, maintype="image", subtype="png", filename="a.png")
    assert article(made.as_bytes())[1].text.strip() == TEXT
    made.add_attachment(TEXT, subtype="html", disposition="inline")
    made.add_attachment(HTML, subtype="html", disposition="inline")
    _, found = article(made.as_bytes())
    assert "parts-left-out" in codes(found)


def test_a_signed_message_is_read() -> None:
    inner = message().as_bytes()
    head, _, body = inner.partition(b"\n\n")
    kind = b"Content-Type: multipart/signed; protocol=a; boundary=signed"
    lines = [line for line in head.split(b"\n") if not line.startswith((b"Content-", b" "))]
    typed = head[head.index(b"Content-Type") :].split(b"\nMIME-Version")[0]
    raw = b"\n".join((*lines, kind, b"", b"--signed", typed, b"", body, b"--signed",
                      b"Content-Type: application/pgp-signature", b"", b"abc"))  # fmt: skip
    assert article(raw)[1].text.strip() == TEXT


FLOWED = (
    "From: a@b.example\r\nSubject: Le tram\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8; format=flowed{delsp}\r\n\r\n"
)


def test_flowed_lines_are_joined() -> None:
    words = [one.split() for one in PARAGRAPHS]
    wrapped = "\r\n\r\n".join(
        " \r\n".join(" ".join(row[i : i + 9]) for i in range(0, len(row), 9)) for row in words
    )
    assert article((FLOWED.format(delsp="") + wrapped).encode())[1].text.strip() == TEXT
    cut = ([one[i : i + 60] for i in range(0, len(one), 60)] for one in PARAGRAPHS)
    broken = "\r\n\r\n".join(
        " \r\n".join(f" {part}" if part[0] == " " else part for part in row) for row in cut
    )
    raw = (FLOWED.format(delsp="; DelSp=yes") + broken).encode()
    assert article(raw)[1].text.strip() == TEXT


def test_a_wrong_charset_is_told_or_mended() -> None:
    head = "From: a@b.example\r\nSubject: Le tram\r\nMIME-Version: 1.0\r\nContent-Type: text/plain;"
    for said in ("us-ascii", "iso-8859-1", "no-such"):
        raw = f"{head} charset={said}\r\n\r\n{TEXT}".encode()
        assert article(raw)[1].text.strip() == TEXT
    raw = f"{head} charset=iso-8859-1\r\n\r\n{TEXT}".replace("’", "'").encode("cp1252")
    assert article(raw)[1].text.strip() == TEXT.replace("’", "'")


FORWARDED = {
    "Gmail, in French": (
        "---------- Forwarded message ---------\nDe : La Gazette du port <lettre@gazette.example>\n"
        "Date: mar. 27 août 2024 à 20:30\nSubject: Le tram ira plus loin\nTo: <jo@b.example>\n\n\n"
    ),
    "Thunderbird": (
        "-------- Message transféré --------\nSujet : \tLe tram ira plus loin\n"
        "Date : \tTue, 27 Aug 2024 20:30:00 +0200\n"
        "De : \tLa Gazette du port <lettre@gazette.example>\nPour : \tjo@b.example\n\n"
    ),
    "Apple": (
        "Début du message réexpédié :\n\nDe: La Gazette du port <lettre@gazette.example>\n"
        "Objet: Le tram ira plus loin\nDate: 27 août 2024 à 20:30:00 UTC+2\nÀ: jo@b.example\n\n"
    ),
    "Outlook, in French": (
        "De : La Gazette du port <lettre@gazette.example>\nEnvoyé : mardi 27 août 2024 20:30\n"
        "À : Jo Petit <jo@b.example>\nObjet : Le tram ira plus loin\n\n"
    ),
    "Outlook, in German": (
        "-----Ursprüngliche Nachricht-----\nVon: La Gazette du port <lettre@gazette.example>\n"
        "Gesendet: Dienstag, 27. August 2024 20:30\nAn: jo@b.example\n"
        "Betreff: Le tram ira plus loin\n\n"
    ),
}


@pytest.mark.parametrize("program", FORWARDED)
@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_head_of_a_forwarded_message_counts(program: str, kind: str) -> None:
    before = "Je te transmets ceci, qui peut t’intéresser. " * 30
    given = {"From": "Jo Petit <jo@b.example>", "Subject": "TR: Le tram ira plus loin",
             "Date": "Fri, 30 Aug 2024 08:00:00 +0200"}  # fmt: skip
    inner = FORWARDED[program]
    if kind == "text":
        made = message(text=f"{before}\n\n{inner}{TEXT}", html=None, **given)
    else:
        rows = inner.replace("<", "&lt;").replace(">", "&gt;").rstrip().split("\n")
        shown = "".join(
            f"<div><b>{name} </b><span>:{rest}</span></div>"
            if colon and rest
            else f"<div>{name}{colon}</div>"
            for name, colon, rest in (row.partition(":") for row in rows)
        )
        made = message(text=None, html=f"<div>{before}</div><div>{shown}</div>{HTML}", **given)
    _, found = article(made.as_bytes())
    one, two, three = values(found)
    assert (one, two) == OF_THE_HEADERS[:2]
    assert three
    assert three.startswith("2024-08-27")
    assert found.published
    assert not found.published.stated
    assert "Je te transmets" not in found.text
    assert "jo@b.example" not in found.text
    assert PARAGRAPHS[0] in found.text


def test_an_attached_message_counts_and_several_are_told() -> None:
    sent = "Fri, 30 Aug 2024 08:00:00 +0200"
    outer = message("Ci-joint.", None, Subject="Fwd: le tram", From="Jo <jo@b.example>", Date=sent)
    outer.add_attachment(message())
    capture, found = article(outer.as_bytes())
    assert values(found) == OF_THE_HEADERS
    assert capture.saved == "2024-08-30"
    assert codes(article(outer.as_bytes())[1]) == []
    outer.add_attachment(message(Subject="La piscine ferme"))
    _, found = article(outer.as_bytes())
    assert "articles-several" in codes(found)


def test_a_forwarded_message_without_its_head_has_no_day_and_a_doubt() -> None:
    for mark in ("Fwd: ", "TR : ", "WG: "):
        _, found = article(message(Subject=f"{mark}Le tram ira plus loin").as_bytes())
        assert values(found) == ("Le tram ira plus loin", None, None)
        assert "email-forwarded" in codes(found)


def mbox(*messages: EmailMessage) -> bytes:
    rows = (
        b"From lettre@gazette.example Tue Aug 27 20:30:00 2024\n" + one.as_bytes()
        for one in messages
    )
    return b"\n\n".join(rows) + b"\n"


def test_each_message_of_an_mbox_is_a_capture() -> None:
    subjects = ("Le tram ira plus loin", "La piscine ferme", "Le marché rouvre")
    raw = mbox(*(message(Subject=one) for one in subjects), EmailMessage())
    found = list(formats.captures(BytesIO(raw), "a.mbox"))
    pages = [one for one in found if isinstance(one, CapturedPage)]
    assert [one.source for one in pages] == ["a.mbox#1", "a.mbox#2", "a.mbox#3"]
    assert len({one.sha256 for one in pages}) == 3
    assert isinstance(found[3], Failure)
    assert found[3].source == "a.mbox#4"
    titles = [formats.convert(one) for one in pages]
    assert [
        one.headline.value for one in titles if isinstance(one, CapturedArticle) and one.headline
    ] == list(subjects)


def test_a_message_that_is_too_large_is_left_out_of_an_mbox(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LARGEST_PAGE", 100_000)
    raw = mbox(
        message(), message(Subject="Long", text="a\n" * 200_000, html=None), message(Subject="b")
    )
    found = list(formats.captures(BytesIO(raw), "a.mbox"))
    assert [one.source for one in found] == ["a.mbox#1", "a.mbox#2", "a.mbox#3"]
    assert [type(one) for one in found] == [CapturedPage, Failure, CapturedPage]


def test_a_message_of_apple_mail_is_read() -> None:
    inner = message().as_bytes()
    end = b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist><plist></plist>'
    for said in (len(inner), 10**9):
        _, found = article(b"%d      \n" % said + inner + (end if said < 10**9 else b""))
        assert values(found) == OF_THE_HEADERS
        assert found.text.strip() == TEXT


def test_what_was_cut_off_says_so() -> None:
    raw = message().as_bytes()
    for cut in (raw[: raw.index(b"</td>")], raw.rpartition(b"--==")[0]):
        found = article(cut)[1]
        assert "file-cut" in codes(found)
    lost = message(None, None)
    for kind in ("multipart/mixed", "multipart/alternative; boundary=nowhere"):
        head = lost.as_bytes().rstrip() + f"\nMIME-Version: 1.0\nContent-Type: {kind}\n\n".encode()
        assert "file-cut" in codes(article(head + TEXT.encode())[1])
        assert "[message-empty]" in str(read(head))


def test_a_message_without_words_is_a_failure() -> None:
    made = message(None, None)
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    assert "neither HTML nor plain text stands in it [message-empty]" in str(read(made.as_bytes()))


def test_the_subject_can_be_quoted() -> None:
    capture, _ = article(message().as_bytes())
    assert formats.visible_text(capture).startswith("Le tram ira plus loin\n")


@pytest.mark.parametrize(
    "text",
    [
        "From: la mairie\nTo: tous\n\nUn essai de texte.",
        "Subject: un essai\n\nMIME-Version: 1.0 est dans le corps.",
        "Date: mardi\nLieu: la mairie\n\nUn essai.",
        "De : la mairie\nÀ : tous\nObjet : un essai\n\nUn essai.",
        "From 2021 on, a test.\n\nMore of it.",
        "1200\n\nabonnés ont quitté la baie.",
    ],
)
def test_text_that_begins_as_an_email_is_text(text: str) -> None:
    found = read(text.encode())
    assert not isinstance(found, Failure)
    assert found[0].kind == "text"


def nested(depth: int) -> bytes:
    text = "Content-Type: text/plain\r\n\r\nFin."
    for _ in range(depth):
        text = f"Content-Type: message/rfc822\r\n\r\n{text}"
    return (HEAD + text).encode()


HOSTILE = {
    "many parts": (
        (HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n").encode()
        + b"--x\r\n\r\n\r\n" * (mime.MOST_PARTS + 1),
        "too-many",
    ),
    "messages in messages": (nested(100), "parts-too-deep"),
    "a header without an end": (HEAD.encode() + b"X: " + b"a" * (2 << 20), "header-too-long"),
    "a coding of its own": (
        HEAD.encode() + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nabc", "coding-unknown",
    ),
    "base64 of nothing": (
        HEAD.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 9999, "message-empty",
    ),
    "spaces": (HEAD.encode() + b"\r\n" + b" \n" * 100_000, "message-empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_message_that_was_made_to_harm_is_a_failure(name: str) -> None:
    raw, code = HOSTILE[name]
    assert f"[{code}]" in str(read(raw))


def test_a_short_part_beside_the_words_is_no_other_article() -> None:
    made = message()
    made.add_attachment("<p>Se désinscrire.</p>", subtype="html", disposition="inline")
    _, found = article(made.as_bytes())
    assert found.text.strip() == TEXT
    assert "parts-left-out" not in codes(found)
