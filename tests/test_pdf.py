"""PDF captures: columns, hyphens, headers and footers; what is shown, and what cannot be read."""

from __future__ import annotations

import gzip
import io
import signal
import subprocess

import pytest
from support.pdf_files import A4, Text, column, objects, parts, pdf, stream, wrapped

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.pdf import article, pdfium, process
from suites.capture.pdf.hyphens import Hyphens
from suites.capture.pdf.words import UNMAPPED, Document, Page, Word

FIRST = (
    "La régie du port a confirmé mercredi que la navette électrique ne partirait pas avant"
    " l’automne, et que le quai serait refait d’ici là par les équipes de la ville."
)
SECOND = (
    "« Nous n’avons rien promis », a dit la directrice devant les élus, qui avaient pourtant voté"
    " le budget en juin dernier ; elle a ajouté que les essais coûtaient cher."
)
THIRD = (
    "Les usagers, eux, attendent une réponse depuis deux ans, et leur association prépare une"
    " lettre au préfet, que tous les riverains du bassin pourront signer."
)
FOURTH = (
    "Le conseil se réunira de nouveau dans un mois pour choisir une date, et il faudra bien que"
    " quelqu’un dise alors ce que deviennent les bateaux déjà commandés."
)
HEADLINE = "La navette du port attendra l’automne"
HEAD = [
    Text("La Gazette du Port", 50, 40, 9),
    Text(HEADLINE, 50, 80, 24, bold=True),
    Text("Par Hélène Vautrin", 50, 120, 9),
    Text("Publié le 3 mars 2023", 50, 134, 9),
]


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the tests' own documents without a process for each, except those that harm."""
    if not request.node.get_closest_marker("usefixtures"):
        monkeypatch.setattr(process, "run", pdfium.read)


@pytest.fixture
def in_a_process() -> None:
    """Read documents as the program does."""


def read(raw: bytes) -> CapturedArticle | Failure:
    (found,) = formats.captures(io.BytesIO(raw), "page.pdf")
    assert isinstance(found, CapturedPage), found
    assert (found.kind, found.content) == ("pdf", "pdf")
    return formats.convert(found)


def article_of(raw: bytes) -> CapturedArticle:
    found = read(raw)
    assert isinstance(found, CapturedArticle), found
    return found


def visible(raw: bytes) -> str:
    return formats.visible_text(CapturedPage("page.pdf", "pdf", raw, "", content="pdf"))


def codes(found: CapturedArticle) -> list[str]:
    return [doubt.code for doubt in found.doubts]


def paragraphs(found: CapturedArticle) -> list[str]:
    return found.text.rstrip("\n").split("\n\n")


def in_columns(*texts: str, count: int = 2, top: float = 170, left: float = 50) -> list[Text]:
    """Lay paragraphs, each with an indent, in columns, cut wherever one is full."""
    wide = (A4[0] - 2 * left - 18 * (count - 1)) / count
    lines = []
    for text in texts:
        begin, *rest = wrapped(f"____ {text}", wide - 4)
        lines += [(begin.removeprefix("____ "), 12.0), *((line, 0.0) for line in rest)]
    most = -(-len(lines) // count)
    return [
        Text(line, left + at // most * (wide + 18) + indent, top + at % most * 12)
        for at, (line, indent) in enumerate(lines)
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_columns_are_read_one_after_the_other(count: int) -> None:
    texts = [FIRST, SECOND, THIRD, FOURTH]
    found = article_of(pdf([[*HEAD, *in_columns(*texts, count=count)]]))
    assert paragraphs(found) == texts
    assert found.headline
    assert found.headline.value == HEADLINE
    assert [author.value for author in found.authors] == ["Hélène Vautrin"]
    assert found.published
    assert found.published.value == "2023-03-03"
    assert found.outlet
    assert found.outlet.value == "La Gazette du Port"
    assert found.lang
    assert found.lang.value == "fr"
    assert codes(found) == []


@pytest.mark.usefixtures("in_a_process")
def test_the_order_of_the_file_does_not_count() -> None:
    words = [*HEAD, *in_columns(FIRST, SECOND, THIRD, FOURTH)]
    assert article_of(pdf([words[::-1]])).text == article_of(pdf([words])).text


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    page = b"/MediaBox[0 0 842 595]/Rotate 90"
    upright = [*HEAD, *in_columns(FIRST, SECOND, THIRD, FOURTH)]
    found = list(parts([upright]))
    turned = found[6].replace(b"stream\n", b"stream\n0 1 -1 0 842 0 cm\n", 1)
    length = int(turned.split(b"/Length ")[1].split(b">>")[0]) + len(b"0 1 -1 0 842 0 cm\n")
    found[6] = turned.replace(turned.split(b">>")[0], b"<</Length %d" % length, 1)
    found[5] = found[5].replace(b"/MediaBox[0 0 595.0 842.0]/Rotate 0", page)
    assert article_of(objects(*found)).text == article_of(pdf([upright])).text


def test_a_headline_over_columns_and_a_box_in_one_part_nothing_else() -> None:
    left = wrapped(FIRST + " " + SECOND, 230)
    right = wrapped(THIRD + " " + FOURTH, 230)
    box = [Text("Le quai, vu du bassin. PHOTO G. MARTEL", 310, 290, 7)]
    words = [
        *HEAD,
        *column(left, 50, 170),
        *column(right[:5], 310, 170),
        *box,
        *column(right[5:], 310, 310),
    ]
    found = article_of(pdf([words]))
    assert " ".join(paragraphs(found)) == " ".join((FIRST, SECOND, THIRD, FOURTH))
    assert "PHOTO" not in found.text
    assert "PHOTO G. MARTEL" in visible(pdf([words]))


def test_paragraphs_go_on_past_a_column_and_a_page_without_headers_and_footers() -> None:
    lines = wrapped(" ".join((FIRST, SECOND, THIRD, FOURTH)), 480)
    pages = []
    for number, part in enumerate((lines[:3], lines[3:5], lines[5:])):
        edges = [
            Text("Rapport annuel", 50, 30, 8),
            Text(f"{number + 1}", 290, 800, 8),
            Text("Régie du port, 4 avril 2020", 400, 30, 8),
        ]
        pages.append([*edges, *(HEAD[1:] if not number else ()), *column(part, 50, 170)])
    found = article_of(pdf(pages))
    assert paragraphs(found) == [" ".join((FIRST, SECOND, THIRD, FOURTH))]
    assert found.published
    assert found.published.value == "2023-03-03"


def test_a_number_alone_on_a_line_of_the_text_is_no_page_number() -> None:
    lines = [*wrapped(f"{FIRST} {SECOND} {THIRD}", 480), "Le vote a eu lieu en", "1987"]
    lines += wrapped(f"et rien n’a changé depuis. {FOURTH}", 320)
    top = 752 - 12 * lines.index("1987")
    found = article_of(pdf([[*HEAD, *column(lines, 50, top)]]))
    assert "a eu lieu en 1987 et rien" in " ".join(found.text.split())


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("une concur-", "rence vive", "une concurrence vive"),
        ("il dit, c’est-", "à-dire rien", "il dit, c’est-à-dire rien"),
        ("c’est-à-", "dire rien", "c’est-à-dire rien"),
        ("à Saint-", "Denis", "à Saint-Denis"),
        ("elle viendra peut-", "être", "elle viendra peut-être"),
        ("viendra-t-", "elle", "viendra-t-elle"),
        ("le vice-", "président", "le vice-président"),
        ("LA CONCUR-", "RENCE", "LA CONCURRENCE"),
        ("un état-", "major", "un état-major"),
        ("die Vor-", "und Nachteile", "die Vor- und Nachteile"),
        ("in Berlin-", "Mitte", "in Berlin-Mitte"),
        ("die Straßen-", "bahn", "die Straßenbahn"),
        ("a state-of-", "the-art tool", "a state-of-the-art tool"),
        ("a self-", "driving car", "a self-driving car"),
        ("the govern-", "ment", "the government"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, joined: str) -> None:
    known = ["Notre état-major n’en dit rien."]
    assert Hyphens(known).join(before, after).text == joined


def test_the_signs_of_a_document_tell_its_hyphens_from_those_of_its_words() -> None:
    hyphens = Hyphens(["un essai de trans\u2010", "port"])
    assert hyphens.join("les porte-", "avions").text == "les porte-avions"
    assert hyphens.join("la concur\u2010", "rence").text == "la concurrence"
    assert Hyphens([]).join("les porte-", "avions").other == "les porte-avions"


def test_a_quotation_is_proven_whichever_way_a_hyphen_is_read() -> None:
    lines = ["La directrice a pris de nombreux passe-", "temps pour du travail, dit-elle à tous."]
    text = visible(pdf([column(lines, 50, 100)]))
    assert "nombreux passetemps pour" in text
    assert "nombreux passe-temps pour" in text


def test_a_browser_prints_an_address_and_a_day_that_is_not_the_one_of_publication() -> None:
    margin = [
        Text("12/04/2024 18:03", 20, 12, 7),
        Text(f"{HEADLINE} - La Gazette du Port", 200, 12, 7),
        Text("https://gazette.example/navette", 20, 822, 7),
        Text("1/1", 560, 822, 7),
    ]
    text = column(wrapped(" ".join((FIRST, SECOND, THIRD)), 480), 50, 170)
    found = article_of(pdf([[*margin, *HEAD[:3], *text]]))
    assert found.url
    assert found.url.value == "https://gazette.example/navette"
    assert found.published is None
    doubts = {doubt.code: doubt.values for doubt in found.doubts}
    assert doubts["pdf-only-printed"] == {"day": "12/04/2024 18:03"}
    assert "gazette.example" not in found.text


@pytest.mark.parametrize(
    ("menu", "title", "named"),
    [
        (("Français", "Économie", "La Gazette"), HEADLINE, "La Gazette"),
        (("Actualités", "Sports"), f"{HEADLINE} | Lagazette", "Lagazette"),
        (("Actualités", "Sports"), HEADLINE, None),
    ],
)
@pytest.mark.parametrize("end", ["navette", "une-navette-qui-se-fait-attendre-au-p…"])
def test_a_menu_at_the_top_of_a_printed_page_is_no_outlet(
    menu: tuple[str, ...], title: str, named: str | None, end: str
) -> None:
    margin = [
        Text("12/04/2024 18:03", 20, 12, 7),
        Text(f"https://www.lagazette.fr/{end}", 20, 822, 7),
        Text("1/1", 560, 822, 7),
    ]
    top = [Text(name, 50, 60 + 18 * i, 9) for i, name in enumerate(menu)]
    text = column(wrapped(" ".join((FIRST, SECOND, THIRD)), 480), 50, 190)
    foot = [Text(menu[0], 50, 700, 9)]
    head = [Text(HEADLINE, 50, 140, 24)]
    document = pdf([[*margin, *top, *head, *text, *foot]], about=f"/Title({title})")
    found = article_of(document)
    assert (found.outlet.value if found.outlet else None) == named


def test_what_a_document_says_of_itself_counts_where_nothing_is_shown() -> None:
    text = column(wrapped(" ".join((FIRST, SECOND, THIRD)), 480), 50, 170)
    about = "/Title({})/Author(Poste 12)/CreationDate(D:20240506070809)"
    found = article_of(pdf([text], about=about.format("Le port et sa navette")))
    assert found.headline
    assert (found.headline.value, found.headline.basis) == ("Le port et sa navette", "pdf-title")
    assert found.authors == ()
    assert found.published is None
    assert {doubt.code: doubt.values for doubt in found.doubts} == {
        "pdf-only-made": {"day": "2024-05-06"}
    }
    for name in ("Microsoft Word - note du port.doc", "about:blank", "navette_v3_DEF.indd"):
        assert article_of(pdf([text], about=about.format(name))).headline is None
    shown = article_of(pdf([[*HEAD, *text]], about=about.format("Le port et sa navette")))
    assert shown.headline
    assert shown.headline.value == HEADLINE


def test_several_headlines_of_a_newspaper_page_are_said() -> None:
    other = Text("Le marché couvert rouvre enfin", 50, 470, 20, bold=True)
    words = [
        *HEAD,
        *in_columns(FIRST, SECOND, THIRD, FOURTH),
        other,
        *in_columns(FOURTH, FIRST, SECOND, top=510),
    ]
    found = article_of(pdf([words]))
    assert found.headline
    assert found.headline.value == HEADLINE
    assert "pdf-several-headlines" in codes(found)


def test_a_large_initial_is_a_part_of_its_word() -> None:
    first, *rest = wrapped(FIRST[1:], 400)
    lines = [Text("L", 50, 170, 30), *column([first, rest[0]], 72, 172), *column(rest[1:], 50, 196)]
    more = column(wrapped(SECOND + " " + THIRD, 460), 50, 250)
    assert paragraphs(article_of(pdf([[*HEAD, *lines, *more]])))[0].startswith("La régie du port a")


def test_no_column_goes_through_a_picture_that_stands_over_several() -> None:
    words = [
        *HEAD,
        *in_columns(FIRST, SECOND, THIRD),
        Text("Le quai, vu du bassin. PHOTO G. MARTEL", 50, 420, 7),
        *in_columns(
            FOURTH, FIRST.replace("mercredi", "jeudi"), THIRD.replace("deux", "dix"), top=450
        ),
    ]
    page = article.read(pdf([words])).document.pages[0]
    box = (50.0, 290.0, 545.0, 415.0)
    found = article.convert(article.reading(Document((Page(595, 842, page.words, (box,)),), 1)))
    assert paragraphs(found)[:4] == [FIRST, SECOND, THIRD, FOURTH]


def test_a_table_of_contents_is_no_headline() -> None:
    cover = [Text("Rapport", 50, 300, 30), Text("Table des matières", 50, 360, 22, bold=True)]
    found = article_of(pdf([[*cover, *column(wrapped(" ".join((FIRST, SECOND)), 480), 50, 420)]]))
    assert found.headline is None
    assert "headline-missing" in codes(found)


def test_headings_are_told_by_their_type_and_keep_their_numbers() -> None:
    words = [
        *HEAD,
        *column(wrapped(FIRST, 480), 50, 170),
        Text("2. Un calendrier incertain", 50, 215, 12, bold=True),
        *column(wrapped(SECOND, 480), 50, 240),
        Text("Des usagers en colère", 50, 275, 10, bold=True),
        *column(wrapped(THIRD, 480), 50, 290),
    ]
    assert paragraphs(article_of(pdf([words]))) == [
        FIRST,
        "## 2. Un calendrier incertain",
        SECOND,
        "## Des usagers en colère",
        THIRD,
    ]


def test_the_line_at_the_top_of_a_newspaper_names_it_and_its_day() -> None:
    folio = [
        Text("14", 50, 40, 8),
        Text("Küstenbote", 270, 40, 8),
        Text("6. März 2021", 480, 40, 8),
    ]
    found = article_of(pdf([[*folio, *HEAD[1:2], *in_columns(FIRST, SECOND, THIRD, FOURTH)]]))
    assert found.outlet
    assert found.outlet.value == "Küstenbote"
    assert found.published
    assert found.published.value == "2021-03-06"


def test_a_list_keeps_its_marks() -> None:
    items = ["les bateaux, au nombre de trois", "le quai, qui est à refaire", "les essais en mer"]
    words = [
        *HEAD,
        *column(wrapped(FIRST, 480), 50, 170),
        *column([f"• {item}" for item in items], 62, 210),
        *column(wrapped(SECOND, 480), 50, 260),
    ]
    found = article_of(pdf([words]))
    assert "\n".join(f"- {item}" for item in items) in found.text


def test_pages_without_text_are_said() -> None:
    text = [*HEAD, *in_columns(FIRST, SECOND, THIRD, FOURTH)]
    scan = read(pdf([[]], pictures=True))
    assert isinstance(scan, Failure)
    assert (scan.code, scan.values["pages"]) == ("scan", "1")
    page = Page(595, 842, pictures=0.9)
    words = article.read(pdf([text])).document.pages[0].words
    found = article.convert(
        article.reading(Document((Page(595, 842, words), page, Page(595, 842)), 3))
    )
    assert {doubt.code: doubt.values for doubt in found.doubts} == {
        "pdf-pages-without-text": {"pages": "2"}
    }
    recognised = Document((Page(595, 842, words, pictures=1.0, hidden=1.0),), 1)
    assert codes(article.convert(article.reading(recognised))) == ["pdf-recognised"]
    long = Document((Page(595, 842, words),), 900, whole=False)
    assert codes(article.convert(article.reading(long))) == ["pdf-cut-short"]


def test_glyphs_without_a_letter_are_said() -> None:
    words = article.read(pdf([in_columns(FIRST, SECOND, THIRD)])).document.pages[0].words
    some = tuple(word._replace(text=UNMAPPED * len(word.text)) for word in words[:3])
    found = article.convert(article.reading(Document((Page(595, 842, some + words[3:]),), 1)))
    assert "pdf-glyphs" in codes(found)
    shifted = tuple(
        word._replace(text="".join(chr(abs(ord(c) - 29)) for c in word.text)) for word in words
    )
    found = article.convert(article.reading(Document((Page(595, 842, shifted),), 1)))
    assert "pdf-unreadable" in codes(found)


@pytest.mark.usefixtures("in_a_process")
def test_a_locked_or_broken_document_is_said() -> None:
    locked = objects(
        *parts([HEAD]),
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"ab" * 32, b"cd" * 32),
        trailer=b"/Encrypt 8 0 R/ID[<ab><ab>]",
    )
    for raw, code in ((locked, "locked"), (b"%PDF-1.7\n" + bytes(range(256)), "pdf-broken")):
        found = read(raw)
        assert isinstance(found, Failure)
        assert found.code == code


@pytest.mark.usefixtures("in_a_process")
@pytest.mark.parametrize(
    ("status", "code"),
    [(-signal.SIGXCPU, "too-slow"), (-signal.SIGKILL, "too-slow"), (-signal.SIGSEGV, "died")],
)
def test_a_reader_that_ends_is_said(
    monkeypatch: pytest.MonkeyPatch, status: int, code: str
) -> None:
    done = subprocess.CompletedProcess((), status, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    found = read(pdf([HEAD]))
    assert isinstance(found, Failure)
    assert found.code == code


def test_a_document_is_known_by_its_bytes() -> None:
    raw = pdf([[*HEAD, *in_columns(FIRST, SECOND, THIRD)]])
    for packed in (raw, gzip.compress(raw, mtime=0), b"HTTP/1.1 200 OK\n\n" + raw):
        found = formats.kind(packed[:65536])
        assert found
        assert found.name == "pdf"
    for text in (b"%PDF est un mot.", b"Un essai.\n%PDF-1.4\n1 0 obj, dit la norme."):
        found = formats.kind(text)
        assert found
        assert found.name == "text"


def hostile() -> dict[str, bytes]:
    """Return documents that ask for more than any article does."""
    page = list(parts([HEAD]))
    bomb = [*page[:6], stream(b"BT /F1 9 Tf 50 50 Td (un mot) Tj ET\n" * 60_000, packed=True)]
    loop = [*page]
    loop[1] = b"<</Type/Pages/Kids[2 0 R 6 0 R]/Count 100000000>>"
    lie = [*page]
    lie[1] = b"<</Type/Pages/Kids[6 0 R]/Count 2000000000>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 5 0 R>>>>"
    nested = [*page]
    nested[4] = stream(b"/I Do", form)
    nested[6] = stream(b"/I Do")
    script = [*page]
    script[0] = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(true){app.alert(1)})>>>>"
    )
    far = [*page]
    far[5] = far[5].replace(b"0 0 595.0 842.0", b"0 0 1e38 -1e38")
    whole = pdf([HEAD])
    return {
        "a bomb": objects(*bomb),
        "pages that loop": objects(*loop),
        "pages that are none": objects(*lie),
        "forms in themselves": objects(*nested),
        "a script": objects(*script),
        "a page without an end": objects(*far),
        "cut": whole[: len(whole) // 2],
        "places that lie": whole.replace(b"00000 n", b"00009 n").replace(b"0000000", b"9999999"),
    }


@pytest.mark.usefixtures("in_a_process")
@pytest.mark.parametrize("what", hostile())
def test_hostile_documents_are_read_or_refused(what: str) -> None:
    found = read(hostile()[what])
    assert isinstance(found, Failure | CapturedArticle)


def test_a_page_of_scattered_words_is_read_in_bounded_time() -> None:
    words = tuple(
        Word("mot", (n * 7919) % 590, (n * 104729) % 830, (n * 7919) % 590 + 12, 0, 9)
        for n in range(8000)
    )
    words = tuple(word._replace(bottom=word.top + 9) for word in words)
    assert article.reading(Document((Page(595, 842, words),), 1)).paragraphs
