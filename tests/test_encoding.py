"""Encoding: what a page's bytes mean, also where a few of them are wrong."""

from __future__ import annotations

import pytest
from support.generated_pages import page, read

from suites.capture.encoding import Decoded, decode

WORDS = "L’été dernier, « voilà » : la mairie a décidé de prêter des vélos à Évry. "
PAGE = page(1).replace("Quel dommage", WORDS)


def text_of(raw: bytes) -> tuple[str, list[str]]:
    found = read(raw)
    assert isinstance(found, tuple)
    return found[1].text, [doubt.code for doubt in found[1].doubts]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Commentaires", "Comm\udce9ntaires"),
        ("<body>", "<body><!-- cr\udce9dits -->"),
        ("window.dataLayer", "/* \udc80 */ window.dataLayer"),
        ("</html>", "</html>\udcc3"),
        ("</html>", "</html>\udce2\udc80"),
        ("</html>", "</html><!-- \udcf0\udc9f\udc98"),
    ],
)
def test_one_wrong_byte_costs_one_character(before: str, after: str) -> None:
    text, doubts = text_of(PAGE.encode())
    assert "encoding" not in doubts
    raw = PAGE.replace(before, after, 1).encode("utf-8", "surrogateescape")
    assert decode(raw).text.count("\ufffd") == 1
    assert text_of(raw) == (text, [*doubts, "encoding"])


def test_a_page_of_few_accents_is_read_in_utf_8_where_it_says_so() -> None:
    raw = "<meta charset=utf-8><p>Un pré, le caf".encode()
    assert decode(raw + b"\xc3") == Decoded(raw.decode() + "\ufffd", "utf-8", is_lossy=True)
    assert decode(b"Un plan\xc3", "utf-8").text == "Un plan\ufffd"
    assert decode("pré".encode() + b" \xe9", "utf-8").text == "pré \ufffd"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso8859-15", "mac-roman", "cp850"])
@pytest.mark.parametrize("words", [WORDS * 20, "un été à la mer", "un café", "VOILÀ »"])
def test_other_encodings_are_no_wrong_utf_8(encoding: str, words: str) -> None:
    raw = words.encode(encoding, "ignore")
    assert decode(raw, encoding).text == raw.decode(encoding)
    if encoding in ("cp1252", "latin-1"):
        assert decode(raw) == decode(raw, "utf-8")
        assert not decode(raw).is_lossy
        assert decode(raw).text == raw.decode("cp1252")


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Город открыл новую станцию трамвая у порта. ", "cp1251"),
        ("Город открыл новую станцию трамвая у порта. ", "koi8-r"),
        ("Η πόλη άνοιξε νέα στάση του τραμ. ", "cp1253"),
        ("市は新しい駅を開いた。", "shift_jis"),
        ("城市开通了新的电车站。", "gbk"),
        ("เมืองเปิดสถานีรถรางใหม่ ", "tis-620"),
    ],
)
def test_other_scripts_are_no_wrong_utf_8(words: str, encoding: str) -> None:
    for count in (1, 30):
        assert decode((words * count).encode(encoding), encoding).text == words * count


def test_a_page_with_a_part_of_another_encoding_has_a_doubt() -> None:
    utf_8, other = WORDS.encode(), WORDS.encode("cp1252")
    mostly = decode(utf_8 * 9 + other)
    assert (mostly.encoding, mostly.is_lossy) == ("utf-8", True)
    assert WORDS in mostly.text
    hardly = decode(utf_8 + other * 9, "utf-8")
    assert (hardly.encoding, hardly.is_lossy) == ("cp1252", True)
    assert WORDS in hardly.text
