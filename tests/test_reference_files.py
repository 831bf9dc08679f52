"""Files of references: what is read back is what was written, and no two things are mixed up."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from support.length import is_proving
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.rows import PAIRS
from suites.archive import dates
from suites.archive.languages.catalogue import read_catalogue
from suites.site.citations import bibtex, lists, ris
from suites.site.citations.items import _press_type, csl_date, pair_item, press_item, record_item
from suites.site.citations.names import csl_name
from suites.site.file_formats import CSL_JSON
from suites.site.views import Deployment, ViewBuilder, entity
from suites.site.views.reference_lists import reference_files

SITE = "https://example.org/archive"

_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "season": {"enum": [1, 2, 3, 4]},
        "circa": {"type": "boolean"},
        "literal": {"type": "string"},
        "edtf": {"type": "string"},
    },
    "additionalProperties": False,
}
_NAME = {
    "type": "object",
    "properties": {part: {"type": "string"} for part in ("family", "given", "literal")},
    "additionalProperties": False,
}
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = "title container-title genre URL archive archive_location language".split()
SCHEMA = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": {"type": "string", "pattern": "^[a-z0-9.-]+$"},
                "type": {"enum": ["article-newspaper", "webpage"]},
                "author": {"type": "array", "minItems": 1, "items": _NAME},
                "issued": _DATE,
                **dict.fromkeys(_TEXTS, _TEXT),
            },
            "required": ["id", "type", "title"],
            "additionalProperties": False,
        },
    }
)
"""What CSL 1.0.2 asks of its input (https://docs.citationstyles.org/en/stable/specification.html),
for the types and variables that we write."""

HOSTILE = [
    "100 % of { #1 & a_b ~ $x$",
    "un\nmot\r\nER  - \nTY  - X",
    "🙂 \u202edroite",
    "@article{x, title={a}}",
    '"q" \\"o',
    "=SOMME(A1)",
    "</script><b>gras</b>",
    "a\x00b\u2028c",
]


@pytest.fixture(scope="module")
def builder() -> ViewBuilder:
    found = loading.load_archive(CONTENT).linked
    assert found
    return ViewBuilder(found, read_catalogue("fr"), Deployment(url=SITE))


@pytest.fixture(scope="module")
def items(builder: ViewBuilder) -> list[dict[str, Any]]:
    """Every item of the miniature."""
    archive = builder.archive
    return [
        *(press_item(builder, id_) for id_ in archive.articles),
        *(record_item(builder, "article", id_) for id_ in archive.articles),
        *(record_item(builder, "announcement", id_) for id_ in archive.announcements),
        *(pair_item(builder, row.order.id, row.name) for row in builder.linked.rows(PAIRS)),
    ]


def test_a_key_is_that_of_one_item(items: list[dict[str, Any]]) -> None:
    assert len({item["id"] for item in items}) == len(items)


def test_our_record_and_the_press_article_are_two_items(builder: ViewBuilder) -> None:
    own = record_item(builder, "article", "2020-02-14-gazette-navette")
    press = press_item(builder, "2020-02-14-gazette-navette")
    assert own["author"] == [{"literal": "Le tram de Port-Brume"}]
    assert own["URL"] == f"{SITE}/articles/2020-02-14-gazette-navette/"
    assert own["issued"] == {"date-parts": [[2026, 1, 5]]}
    assert press == {
        "id": "2020-02-14-gazette-navette.press",
        "type": "article-newspaper",
        "title": "La baie aura sa navette",
        "author": [{"family": "Renard", "given": "Awa"}],
        "container-title": "La Gazette du port",
        "issued": {"date-parts": [[2020, 2, 14]]},
        "URL": "https://gazette.example/navette",
        "archive": "archive.example",
        "archive_location": "https://archive.example/2/navette",
        "language": "fr",
    }


def test_what_an_office_publishes_is_no_article_of_a_newspaper(builder: ViewBuilder) -> None:
    article = builder.archive.articles["2020-02-14-gazette-navette"]
    found = [_press_type(article.model_copy(update={"kind": one})) for one in ("news", "official")]
    assert found == ["article-newspaper", "webpage"]


def test_an_outlet_has_the_name_of_that_day(builder: ViewBuilder) -> None:
    assert press_item(builder, "2020-06-vigie-carte")["container-title"] == "La Petite Vigie"
    assert press_item(builder, "2022-01-12-vigie-lignes")["container-title"] == "La Vigie"


def test_a_title_of_ours_is_marked_where_the_source_has_none(builder: ViewBuilder) -> None:
    assert press_item(builder, "carnet-de-bord")["title"] == "[Le carnet d’un passager]"


@pytest.mark.parametrize(
    ("edtf", "found"),
    [
        ("2020", {"date-parts": [[2020]]}),
        ("2021-03-02T08:30+01:00", {"date-parts": [[2021, 3, 2]]}),
        ("2020-06~", {"date-parts": [[2020, 6]], "circa": True, "edtf": "2020-06~"}),
        ("2020-XX", {"date-parts": [[2020]]}),
        ("2020-22", {"date-parts": [[2020]], "season": 2, "edtf": "2020-22"}),
        ("2020-33", {"date-parts": [[2020, 1], [2020, 3]], "edtf": "2020-33"}),
        ("199X", {"date-parts": [[1990], [1999]], "edtf": "199X"}),
        ("20XX", {"date-parts": [[2000], [2099]], "edtf": "20XX"}),
        ("199X/200X", {"date-parts": [[1990], [2009]], "edtf": "199X/200X"}),
        ("2021-21/2021-23", {"date-parts": [[2021, 3], [2021, 11]], "edtf": "2021-21/2021-23"}),
        ("2021/2022-02", {"date-parts": [[2021], [2022, 2]], "edtf": "2021/2022-02"}),
        ("2021/..", {"literal": "2021/..", "edtf": "2021/.."}),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(edtf: str, found: dict[str, Any]) -> None:
    assert csl_date(dates.parse(edtf)) == found


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("Hugo van Kemenade", ("van Kemenade", "Hugo")),
        ("Ursula von der Leyen", ("von der Leyen", "Ursula")),
        ("Conan O’Brien", ("O’Brien", "Conan")),
        ("J.-P. Martin", ("Martin", "J.-P.")),
        ("John R. Smith", ("Smith", "John R.")),
        ("Иван Петров", ("Петров", "Иван")),
    ],
)
def test_a_name_is_divided_where_it_is_sure(byline: str, found: tuple[str, str]) -> None:
    assert csl_name(byline, "fr") == {"family": found[0], "given": found[1]}


WHOLE = """\
La rédaction
Le Monde
Radio Sillon
Redazione RHC
hugovk
I.D.
X
Pablo Galindo Salgado
María del Carmen García
Renard & Fils
Jean van""".splitlines()


@pytest.mark.parametrize("byline", WHOLE)
def test_a_name_stays_whole_where_it_is_not(byline: str) -> None:
    assert csl_name(byline, "fr") == {"literal": byline}


def test_a_name_is_not_divided_in_a_language_with_the_family_first() -> None:
    assert csl_name("Nagy Anna", "hu") == {"literal": "Nagy Anna"}
    assert csl_name("Gazette Durand", "fr", outlet="gazette durand")["literal"]


def test_bibtex_is_read_back(items: list[dict[str, Any]]) -> None:
    library = parse_string(bibtex.bibtex(items).decode())
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [item["id"] for item in items]
    assert {entry.entry_type for entry in library.entries} == {"article", "online"}


@pytest.mark.parametrize("words", HOSTILE)
def test_bibtex_reads_hostile_words_as_they_were(words: str) -> None:
    item = {"id": "x", "type": "webpage", "title": words, "author": [{"literal": words}]}
    text = bibtex.bibtex([item, item | {"id": "y"}]).decode()
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    first, second = library.entries
    line = " ".join(words.replace("\x00", " ").split())
    # The decoder of bibtexparser knows no brace that stands alone.
    expected = line.replace("{", "") if line.count("{") != line.count("}") else line
    assert first["title"].split() == first["author"].split() == expected.split()
    assert second.key == "y"
    assert "\n" not in first["title"]


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="`make prove` sets up the reader")
def test_pybtex_reads_the_fields_that_bibtexparser_reads(items: list[dict[str, Any]]) -> None:
    from pybtex.database import Person  # type: ignore[import-untyped]
    from pybtex.database import parse_string as pybtex

    hostile = ({"id": f"h{n}", "type": "webpage", "title": one} for n, one in enumerate(HOSTILE))
    written = bibtex.bibtex([*items, *hostile]).decode()
    read = pybtex(written, "bibtex").entries
    for entry in parse_string(written).entries:
        other = read[entry.key]
        # It makes plain spaces of those that are not to be broken.
        assert other.fields["title"].split() == entry["title"].split()
        names = entry["author"].split(" and ") if "author" in entry.fields_dict else []
        assert other.persons.get("author", []) == [Person(name) for name in names]


def test_a_brace_without_its_other_is_none_for_bibtex() -> None:
    assert bibtex.escaped("}{") == r"{\textbraceright}{\textbraceleft}"
    assert bibtex.escaped("{a} % b") == r"\{a\} \% b"


@pytest.mark.parametrize("words", HOSTILE)
def test_ris_reads_hostile_words_as_they_were(words: str) -> None:
    item = {"id": "x", "type": "webpage", "title": words, "author": [{"literal": words}]}
    first, second = rispy.loads(ris.ris([item, item | {"id": "y"}]).decode())
    assert first["title"] == first["authors"][0] == " ".join(words.replace("\x00", " ").split())
    assert second["id"] == "y"


def test_ris_is_read_back(items: list[dict[str, Any]]) -> None:
    text = ris.ris(items).decode()
    assert [one["id"] for one in rispy.loads(text)] == [item["id"] for item in items]
    assert {line[2:6] for line in text.split("\r\n") if line} == {"  - "}


@pytest.mark.parametrize(
    ("edtf", "in_bibtex", "in_ris"),
    [
        ("2020-02-14", "2020-02-14", "2020/02/14/"),
        ("2022-10?", "2022-10?", "2022/10//2022-10?"),
        ("2021/2022", "2021/2022", "///2021–2022"),
        ("2022-12-01/2022-12-02", "2022-12-01/2022-12-02", "2022/12//2022-12-01–2022-12-02"),
        ("2021/..", "2021/..", "///2021–.."),
        ("2020-22", "2020-22", "2020///2020-22"),
        ("2020-33", "2020-01/2020-03", "2020///2020-33"),
        ("2020-33~", "2020-01~/2020-03~", "2020///2020-33~"),
        # One of several days: none of them is sure.
        (
            "[2020-02-01,2020-02-03]",
            "2020-02-01~/2020-02-03~",
            "2020/02//[2020-02-01,2020-02-03]",
        ),
    ],
)
def test_dates_in_files(edtf: str, in_bibtex: str, in_ris: str) -> None:
    issued = csl_date(dates.parse(edtf))
    assert bibtex.date(issued) == in_bibtex
    (read,) = rispy.loads(
        ris.ris([{"id": "x", "type": "webpage", "title": "T", "issued": issued}]).decode()
    )
    assert read["date"] == in_ris


def test_csl_json_is_read_back(items: list[dict[str, Any]]) -> None:
    assert json.loads(lists.as_file(CSL_JSON, items)) == items


def test_a_list_has_every_reference_once_and_no_two_sorts(builder: ViewBuilder) -> None:
    found = dict(lists.files(builder))
    articles = set(builder.archive.articles)
    for ending, ids in (("bib", _keys), ("ris", _ids), ("json", _json_ids)):
        assert ids(found[f"articles/notices.{ending}"]) == articles
        assert ids(found[f"articles/presse.{ending}"]) == {f"{id_}.press" for id_ in articles}
        assert ids(found[f"annonces/notices.{ending}"]) == set(builder.archive.announcements)
        assert ids(found[f"themes/bateaux/notices.{ending}"]) == set(
            builder.linked.named_by("bateaux")
        )
        assert all(id_.endswith(".press") for id_ in ids(found[f"themes/bateaux/presse.{ending}"]))


def test_pages_link_to_lists_where_the_site_has_them(builder: ViewBuilder) -> None:
    with_files = ViewBuilder(
        builder.linked, builder.catalogue, Deployment(url=SITE, data_files=True)
    )
    of_articles = list(lists.of_listing(builder, "articles"))
    assert reference_files(builder, of_articles) == ()
    linked = {file.url for one in reference_files(with_files, of_articles) for file in one.files}
    assert linked == {url for url, _ in lists.files(builder) if url.startswith("articles/")}
    page = entity.theme(with_files, builder.archive.themes["bateaux"])
    assert [one.label for one in page.reference_lists] == [
        "Références des articles de presse\u00a0:",
        "Références des notices\u00a0:",
    ]


def _keys(content: bytes) -> set[str]:
    library = parse_string(content.decode())
    assert not library.failed_blocks
    return {entry.key for entry in library.entries}


def _ids(content: bytes) -> set[str]:
    return {one["id"] for one in rispy.loads(content.decode())}


def _json_ids(content: bytes) -> set[str]:
    items = json.loads(content)
    SCHEMA.validate(items)
    return {item["id"] for item in items}
