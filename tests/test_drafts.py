"""A draft says what its capture says and how it is known, and its quotations really fit."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.changed_archive import link
from support.miniature import SITE

from suites.analysis import checks, loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, dates, front_matter, languages, validation
from suites.archive.languages.catalogue import Catalogue, read_catalogue
from suites.archive.model import ID, Article, Capture, Entity, Name
from suites.archive.problems import Problem, report
from suites.capture.captured_article import CapturedArticle, Doubt, Guess
from suites.capture.captures_folder import read_full_text
from suites.capture.copy_text import CaptureText
from suites.capture.drafts import Draft, Drafting
from suites.capture.drafts import full_text as text_of
from suites.capture.drafts.body import account
from suites.capture.drafts.identifiers import identifier, year_folder
from suites.capture.drafts.mentions import Mention, MentionIndex
from suites.capture.drafts.names import KnownName, Names, tokens
from suites.capture.drafts.quotations import Excerpt
from suites.capture.drafts.yaml_values import one_line, quoted_value
from suites.capture.verification import verify

THEME = SITE.parents[1] / "theme"
CAPTURE = Capture(sha256="0a" * 32, kind="text")
TODAY = "2026-11-23"
FILLER = " ".join(
    f"La phrase numéro {n} fait nombre sans rien annoncer à personne." for n in range(25)
)
TEXT = f"""La maire, Ana Morel, a promis lundi un tram gratuit pour tous les habitants du port.

## Des essais

Selon l’Écho de la baie, le chantier devait finir en mars ; la mairie n’en dit rien.

{FILLER}
"""
hostile = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'\\:#-&*!|>%@`{}[]\n\r\t\x00\x1b\x85\ufeff\u2028\u202e…«»~ \u00a0"),
        st.characters(),
    ),
    max_size=60,
)


@cache
def at_hand(statement: str | None = None) -> tuple[LinkedArchive, Drafting]:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked, Drafting(linked, read_catalogue("fr"), TODAY, statement)


@pytest.fixture
def linked() -> LinkedArchive:
    return at_hand()[0]


@pytest.fixture
def catalogue() -> Catalogue:
    return read_catalogue("fr")


@pytest.fixture
def drafting() -> Drafting:
    return at_hand()[1]


@pytest.fixture
def free() -> Drafting:
    return at_hand("CC-BY-4.0")[1]


def page(text: str = TEXT, **told: object) -> CapturedArticle:
    known: dict[str, object] = {
        "headline": Guess("Le tram gratuit attendra", "h1"),
        "outlet": Guess("Gazette-du-Port.fr", "opengraph"),
        "authors": (Guess("Awa Renard", "byline", "Par Awa Renard"),),
        "published": Guess("2022-05-03", "time"),
        "lang": Guess("fr", "html-lang"),
        "url": Guess("https://gazette.example/a?b=1", "canonical"),
    }
    return CapturedArticle(text, **{**known, **told})  # type: ignore[arg-type]


def read(draft: Draft) -> front_matter.FrontMatter:
    path = f"content/articles/{draft.year}/{draft.id}.md"
    text, problems = front_matter.decode(path, draft.record.encode())
    assert text is not None, report(problems)
    front, problems = front_matter.read(path, text)
    assert front, report(problems)
    assert not problems, report(problems)
    return front


def taken_in(linked: LinkedArchive, draft: Draft) -> tuple[LinkedArchive, tuple[Problem, ...]]:
    """The archive with the draft, and the problems that it brings along."""
    front = read(draft)
    record, problems = validation.record(Article, draft.id, front, None)
    assert isinstance(record, Article), report(problems)
    archive = replace(linked.archive, articles={**linked.archive.articles, draft.id: record})
    more, found = link(archive, linked.as_of)
    own = checks.record_problems(record, more.bodies[draft.id], archive)
    every = (*problems, *found, *own, *checks.archive_problems(more))
    return more, tuple(problem for problem in every if problem.path == front.path)


def test_a_draft_has_one_problem_which_says_what_is_to_be_written(
    linked: LinkedArchive, drafting: Drafting
) -> None:
    _, (problem,) = taken_in(linked, drafting.draft(page(), CAPTURE))
    assert problem.code == "draft"
    assert "the title, the summary, 3 notes and the account" in problem.what


def test_a_draft_that_was_written_has_none(linked: LinkedArchive, drafting: Drafting) -> None:
    draft = drafting.draft(page(), CAPTURE)
    account = "Notre récit compte assez de mots pour dire ce que la source rapporte du tram. "
    _, problems = taken_in(linked, replace(draft, record=draft.record.replace("…", account)))
    assert report(problems) == ""


@pytest.mark.parametrize("part", ["title", "summary", "note", "account"])
def test_what_is_left_to_write_cannot_be_published(
    linked: LinkedArchive, drafting: Drafting, part: str
) -> None:
    draft = drafting.draft(page(), CAPTURE)
    written = draft.record.replace("…", "Ici se tient notre récit du tram, en dix mots.")
    if part == "account":
        written = written.replace("---\nIci se", "---\n… Ici se")
    else:
        start = written.index(f"{part}: ")
        written = written[:start] + written[start:].replace('"', '"…', 1)
    _, (problem,) = taken_in(linked, replace(draft, record=written))
    assert problem.code == "draft"
    assert part in problem.what


def test_it_says_what_the_capture_says_and_how_that_is_known(drafting: Drafting) -> None:
    draft = drafting.draft(page(), CAPTURE)
    data = read(draft).data
    assert draft.id == "2022-05-03-gazette-du-port-tram-gratuit-attendra"
    assert data["headline"] == "Le tram gratuit attendra"
    assert data["outlet"] == "gazette-du-port"
    assert data["authors"] == ["Awa Renard"]
    assert data["published"] == "2022-05-03"
    assert data["captures"] == [{"sha256": CAPTURE.sha256, "kind": "text"}]
    assert data["rights"] == {"statement": "InC", "mode": "account"}
    assert data["added"] == TODAY
    assert (
        '  - "Awa Renard"  # trouvé\u00a0: ligne de signature, «\u00a0Par Awa Renard\u00a0»'
        in draft.record
    )
    assert (
        "# «\u00a0Gazette-du-Port.fr\u00a0», trouvé\u00a0: balises OpenGraph de la page"
        in draft.record
    )
    assert "published_basis" not in data


def test_what_is_not_known_is_null_and_never_made_up(
    linked: LinkedArchive, drafting: Drafting
) -> None:
    draft = drafting.draft(CapturedArticle("Rien de plus."), CAPTURE)
    data = read(draft).data
    assert draft.year == "undated"
    assert draft.id == CAPTURE.sha256[:8]
    assert [data[key] for key in ("headline", "outlet", "published", "url")] == [None] * 4
    assert (data["authors"], data["lang"]) == ([], "und")
    assert [problem.code for problem in taken_in(linked, draft)[1]] == ["draft"]


def test_a_date_that_is_not_simply_stated_says_what_it_rests_on(drafting: Drafting) -> None:
    guess = Guess("2024-01-09/2024-01-10", "byline", "ce mardi 9 janvier", stated=False)
    draft = drafting.draft(page(published=guess), CAPTURE)
    data = read(draft).data
    assert data["published"] == "2024-01-09/2024-01-10"
    assert "ce mardi 9 janvier" in str(data["published_basis"])
    assert draft.id.startswith("2024-01-09-")


@pytest.mark.parametrize(
    ("name", "address", "outlet"),
    [
        ("Gazette du Port", None, "gazette-du-port"),
        ("GAZETTE DU PORT", None, "gazette-du-port"),
        ("gazetteduport.fr", None, "gazette-du-port"),
        (None, "https://www.gazetteduport.fr/tram", "gazette-du-port"),
        ("Le Phare", "https://phare.example/tram", None),
        ("Ana Morel", None, None),
    ],
)
def test_an_outlet_is_known_by_its_names_or_its_host(
    drafting: Drafting, name: str | None, address: str | None, outlet: str | None
) -> None:
    told = page(
        outlet=Guess(name, "opengraph") if name else None,
        url=Guess(address, "canonical") if address else None,
    )
    draft = drafting.draft(told, CAPTURE)
    assert read(draft).data["outlet"] == outlet
    if name == "Le Phare":
        assert "écrire d’abord content/entities/le-phare.md" in draft.record


def test_doubts_are_told_at_the_top(drafting: Drafting) -> None:
    doubt = Doubt("dates-differ", {"one": "2022-05-03", "other": "2022-05-04\n---\na: 1"})
    draft = drafting.draft(page(doubts=(doubt,)), CAPTURE)
    assert draft.record.splitlines()[2].startswith("# À vérifier\u00a0: la page donne deux dates")
    assert "a" not in read(draft).data


def test_the_name_of_a_known_outlet_is_no_headline_but_a_doubt(drafting: Drafting) -> None:
    draft = drafting.draft(page(headline=Guess("La gazette du port", "h1")), CAPTURE)
    assert read(draft).data["headline"] is None
    assert "nom du média, «\u00a0La gazette du port\u00a0»" in " ".join(draft.doubts)


def test_quotations_are_the_sources_own_words_within_the_limits(
    linked: LinkedArchive, drafting: Drafting
) -> None:
    draft = drafting.draft(page(), CAPTURE)
    more, _ = taken_in(linked, draft)
    anchored = {one.annotation.id: one for one in more.anchored[draft.id]}
    assert set(anchored) == {"ana-morel", "tram-gratuit", "echo-de-la-baie"}
    assert all(one.verbatim for one in anchored.values())
    found = verify(
        more, (draft.id,), {draft.id: [CaptureText(TEXT, f"Menu\n{TEXT}\nPied", CAPTURE.sha256)]}
    )
    assert str(found) == "3 of 3 quotations proven, 0 without a capture"
    assert not found.problems


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [("fr", "… [[mayor]] : «\u00a0will be free\u00a0»."), ("en", "… [[mayor]]: “will be free”.")],
)
def test_a_quotation_is_proposed_in_the_marks_of_the_language_of_the_archive(
    language: str, paragraph: str
) -> None:
    text = "The tram will be free"
    mention = Mention("mayor", "name", (anchoring.Span(9, 21),))
    source, ((_, selector),) = account(
        [Excerpt(anchoring.Span(9, 21), (mention,))], text, languages.of(language)
    )
    assert source == f"…\n\n{paragraph}\n"
    assert selector.exact == "will be free"


@given(st.lists(st.sampled_from("Ana Morel dit que le tram gratuit [ouvre] *en* mai_ !".split())))
def test_whatever_the_text_says_twice_each_quote_fits_once(words: list[str]) -> None:
    linked, drafting = at_hand()
    text = " ".join(words).replace("*", "\\*").replace("[", "\\[").replace("_", "\\_")
    draft = drafting.draft(page(f"{text}\n\n{FILLER}"), CAPTURE)
    more, problems = taken_in(linked, draft)
    assert [problem.code for problem in problems] == ["draft"]
    whole = f"{' '.join(words)}\n{FILLER}"
    assert not verify(
        more, (draft.id,), {draft.id: [CaptureText(whole, whole, CAPTURE.sha256)]}
    ).problems


@given(hostile, st.lists(hostile, max_size=3), hostile, hostile)
@example('"\n---\ntitle: x', ["a: b # c"], "---", "x\n...\n")
def test_nothing_that_a_page_says_breaks_out_of_its_value(
    headline: str, authors: list[str], words: str, address: str
) -> None:
    linked, drafting = at_hand()
    told = page(
        headline=Guess(headline, "h1", words),
        outlet=Guess(words, "opengraph", headline),
        authors=tuple(Guess(author, "byline", words) for author in authors),
        lang=Guess(address, "html-lang"),
        url=Guess(f"https://a.example/{address}", "canonical", words),
    )
    for text in (drafting.draft(told, CAPTURE), drafting.draft(replace(told, text=words), CAPTURE)):
        data = read(text).data
        assert data["headline"] == (one_line(headline) or None)
        assert data["authors"] == [one_line(one) for one in authors if one_line(one)]
        assert set(data) <= {*Article.model_fields} - {"id", "source", "body"}
        assert [problem.code for problem in taken_in(linked, text)[1]] == ["draft"]
        assert read_full_text("a.md", text.text)[0] == CAPTURE.sha256


@given(hostile)
def test_a_full_text_that_is_free_stands_in_the_draft_and_harms_nothing(text: str) -> None:
    linked, drafting = at_hand("CC-BY-4.0")
    harm = "![x](y) [[nothing]] [a](javascript:b) <script> « un"
    for whole in (text, f"{text} {harm}", f"{harm}\n\n[b]: javascript:c"):
        _, problems = taken_in(linked, drafting.draft(page(whole), CAPTURE))
        assert [problem.code for problem in problems] == ["draft"]


def test_a_full_text_is_quoted_where_it_stands(linked: LinkedArchive, free: Drafting) -> None:
    draft = free.draft(page(), CAPTURE)
    data = read(draft).data
    assert data["rights"] == {"statement": "CC-BY-4.0", "mode": "full"}
    assert read(draft).body.strip() == TEXT.strip()
    more, (problem,) = taken_in(linked, draft)
    assert len(more.anchored[draft.id]) == 3
    assert "the account" not in problem.what


@given(hostile)
def test_a_value_reads_back_as_its_text_on_one_line(text: str) -> None:
    front, problems = front_matter.read_yaml("a.yaml", f"a: {quoted_value(text)}  # b\n")
    assert not problems
    assert front
    assert front.data == {"a": one_line(text)}


@given(
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str).map(dates.parse)),
    st.text(),
    st.text(),
)
def test_an_id_is_always_one(published: dates.Date | None, outlet: str, headline: str) -> None:
    assert ID.fullmatch(identifier(published, outlet, headline, CAPTURE.sha256))


@pytest.mark.parametrize(
    ("edtf", "begins", "folder"),
    [
        ("2023-09-19T13:00+02:00", "2023-09-19-", "2023"),
        ("2024-01-09/2024-01-10", "2024-01-09-", "2024"),
        ("2024-01~", "2024-01-t", "2024"),
        ("2024", "2024-t", "2024"),
        ("2023/2024", "titre", "undated"),
        ("2023-12-31/2024-01-01", "titre", "undated"),
    ],
)
def test_an_id_and_a_folder_say_no_more_than_the_date(edtf: str, begins: str, folder: str) -> None:
    published = dates.parse(edtf)
    assert identifier(published, "", "Titre", "00").startswith(begins)
    assert year_folder(published) == folder


def test_the_full_text_has_a_small_front_matter(drafting: Drafting) -> None:
    front, problems = front_matter.read("a.md", text_of(page(), CAPTURE.sha256))
    assert not problems
    assert front
    assert list(front.data) == [
        "headline", "outlet", "lang", "authors", "published", "url", "sha256",
    ]  # fmt: skip
    assert front.body.strip() == TEXT.strip()
    assert drafting.draft(page(), CAPTURE).text == text_of(page(), CAPTURE.sha256)


def index(linked: LinkedArchive, *names: str) -> MentionIndex:
    """An index in which the tram has these names alone."""
    tram = linked.archive.entities["tram"]
    named = tram.model_copy(update={"names": tuple(Name(name=name) for name in names)})
    entities: dict[str, Entity] = {**linked.archive.entities, "tram": named}
    return MentionIndex(replace(linked.archive, entities=entities))


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Le patron d’X répond.", True),
        ("Le patron d'X répond.", True),
        ("Sur X, chacun paiera.", True),
        ("X (ex-Tramway) a changé.", True),
        ("“X” change encore.", True),
        ("La génération X proteste.", False),
        ("La Génération X proteste.", False),
        ("Selon X. Dupont, rien ne change.", False),
        ("J.-X. Martin proteste.", False),
        ("Charles X régnait alors.", False),
        ("Un film classé X sort.", False),
        ("La Xbox Series X arrive.", False),
        ("Les inconnues X, Y et Z.", False),
        ("Soit X ou Y, peu importe.", False),
        ("Soit X = 3 la hauteur.", False),
        ("Le chromosome X est long.", False),
        ("Né sous x, il cherche.", False),
        ("Un axe X-Y est tracé.", False),
    ],
)
def test_a_name_of_one_letter_is_found_only_where_it_is_one(
    linked: LinkedArchive, text: str, is_named: bool
) -> None:
    found = index(linked, "X").mentions(f"Ana Morel parle.\n{text}")
    assert ("tram" in {mention.id for mention in found}) == is_named


def test_a_letter_alone_names_nothing_in_a_text_that_names_nothing_else(
    linked: LinkedArchive,
) -> None:
    assert index(linked, "X").mentions("On le lit sur X, dit-il.") == ()
    named = index(linked, "X", "Tramway").mentions("On le lit sur X. Le Tramway, dit-il.")
    assert [mention.id for mention in named] == ["tram"]


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("État", "l'Etat paiera", True),
        ("Échos du Nord", "les ECHOS DU NORD", True),
        ("Saint-Malo", "à Saint Malo", True),
        ("Ana", "Anatole parle", False),
        ("Orange", "une orange pressée", False),
        ("Orange", "chez Orange, rien", True),
        ("IA", "il y a", False),
        ("IA", "l’IA apprend", True),
        ("Jean Petit", "Jean. Petit à petit", False),
        ("4saisons", "d’après 4saisons.example", True),
    ],
)
def test_a_name_is_whole_words_whatever_the_typography(
    linked: LinkedArchive, name: str, text: str, is_named: bool
) -> None:
    found = index(linked, name).mentions(text)
    assert ("tram" in {mention.id for mention in found}) == is_named


def test_an_announcement_is_found_by_its_words_in_one_sentence(linked: LinkedArchive) -> None:
    found = MentionIndex(linked.archive, linked.is_verbatim)
    (one,) = found.mentions("Le tram, dit-elle, sera bientôt gratuit.")
    assert (one.id, one.basis) == ("tram-gratuit", "words")
    assert found.mentions("Le tram passe. Le bus est gratuit.") == ()
    assert found.mentions("Le tram\nest gratuit.") == ()


def test_many_names_cost_no_more_than_few() -> None:
    text = "Le maire de Brume parle du port et des quais. " * 2000
    words = tokens(text)

    def seconds(count: int) -> float:
        names = Names(KnownName(f"e-{n}", f"Nom{n} de Brume", "name") for n in range(count))
        start = time.perf_counter()
        list(names.find(text, words))
        return time.perf_counter() - start

    assert seconds(20_000) < 10 * seconds(20) + 0.2


def test_folding_of_a_quotation_loses_no_word(linked: LinkedArchive, drafting: Drafting) -> None:
    text = f"Ana Morel\u00a0: l’a*b*c_d [e] coûte 8\u00a0$ & <plus>.\n\n{FILLER}"
    escaped = text.replace("*", "\\*").replace("_", "\\_").replace("[", "\\[")
    more, _ = taken_in(linked, drafting.draft(page(escaped.replace("<", "\\<")), CAPTURE))
    quotes = [
        annotation.quote.exact
        for article in more.archive.articles.values()
        if any(one.sha256 == CAPTURE.sha256 for one in article.captures)
        for annotation in article.annotations
    ]
    assert quotes
    assert all(anchoring.find(quote, anchoring.fold(text)) for quote in quotes)


def test_every_code_of_a_draft_has_its_words(catalogue: Catalogue) -> None:
    assert {f"draft.mention-{basis}" for basis in ("name", "title", "quotation", "words")} <= (
        catalogue.keys()
    )
    assert "basis.address" in catalogue
