"""The day of publication of an HTML page is the one that its readers see, or there is a doubt."""

from __future__ import annotations

import json

import pytest

from suites.capture.captured_article import Doubt, Guess
from suites.capture.extraction.metadata import Metadata
from suites.capture.extraction.publication_day.candidates import Candidate
from suites.capture.extraction.publication_day.decision import Candidates
from suites.capture.extraction.publication_day.local_days import may_be_one_day
from suites.capture.formats import html

TITLE = "La halle rouvre ses portes"
TEXT = (
    "<p>La halle du marché rouvre jeudi après un an de travaux, et les étals y seront plus"
    " nombreux qu’avant, dit la mairie, qui promet des horaires plus larges pour le public.</p>"
) * 4


def page(
    below: str = "",
    *,
    above: str = "",
    head: str = "",
    lang: str = "fr",
    title: str = TITLE,
    after: str = "",
) -> str:
    """Return a page with some markup above and below its headline, and after its article."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}</head><body>'
        f"{above}<main><article><h1>{title}</h1>{below}{TEXT}</article></main>{after}"
        "<footer>© Le Val</footer></body></html>"
    )


def linked(day: str, headline: str = TITLE, **more: str) -> str:
    node = {"@type": "NewsArticle", "headline": headline, "datePublished": day, **more}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" property="{name}" content="{content}">'


def canonical(path: str) -> str:
    return f'<link rel="canonical" href="https://val.example/{path}">'


def found(text: str) -> tuple[Guess | None, list[Doubt]]:
    about = Metadata(html.parse(text))
    address = about.address(())
    about.doubts.clear()
    return about.published(address.value if address else ""), about.doubts


def day(text: str) -> str:
    guess, _ = found(text)
    return guess.value if guess else ""


SHOWN = {
    "first of the month": (page("<p>Publié le 1er août 2023</p>"), "2023-08-01"),
    "first of the month, masculine sign": (page("<p>Paru le 1º mars 2021</p>"), "2021-03-01"),
    "first of the month above": (page(above="<p>1er mai 2022</p>"), "2022-05-01"),
    "update first": (
        page("<p>Mis à jour le 5 novembre 2022, publié le 23 octobre 2022</p>"),
        "2022-10-23",
    ),
    "update last": (page("<p>Publié le 3 mai 2021 | Modifié le 7 juin 2021</p>"), "2021-05-03"),
    "update first, German": (
        page("<p>Aktualisiert am 4.6.2021 – Veröffentlicht am 2.6.2021</p>", lang="de"),
        "2021-06-02",
    ),
    "update in an element of its own": (
        page(
            '<p><time class="updated">5 May 2020</time> <time class="published">1 May 2020</time>'
            "</p>",
            lang="en",
        ),
        "2020-05-01",
    ),
    "update, as the template of the change says too": (
        page(
            "<p>publié le 27 août 2024 (mis à jour le 30 août 2024)</p>",
            head=meta("article:published_time", "2024-08-30"),
        ),
        "2024-08-27",
    ),
    "today in the header": (
        page(
            '<p class="date">18 février 2020</p>',
            above='<header><div class="date">mercredi 19 février 2020</div></header>',
        ),
        "2020-02-18",
    ),
    "today in the navigation": (
        page("<div>Le 4 mai 2021</div>", above='<nav><span class="date">9 mai 2021</span></nav>'),
        "2021-05-04",
    ),
    "today in a bar of the archive": (
        page(
            "<p>Par la rédaction, le 10 janvier 2007</p>",
            above='<div id="wm-ipp-base"><div class="date">27 Sep 2020</div></div>',
        ),
        "2007-01-10",
    ),
    "short month": (page('<p class="date">lun. 3 févr. 2020</p>'), "2020-02-03"),
    "short month, German": (page("<p>3. Dez. 2020</p>", lang="de"), "2020-12-03"),
    "month first": (page('<p class="date">mai 09, 2018 à 07:15</p>'), "2018-05-09T07:15"),
    "two figures of a year": (page("<p>Publié le 27/08/24 à 10h</p>"), "2024-08-27T10:00"),
    "two figures of a year, German": (
        page("<p>27.08.24, 10:15 Uhr</p>", lang="de"),
        "2024-08-27T10:15",
    ),
    "Spanish": (page("<p>27 de agosto de 2024</p>", lang="es"), "2024-08-27"),
    "Spanish, short": (
        page("<p>27 AGO 2024 - 20:18 CEST</p>", lang="es"),
        "2024-08-27T20:18+02:00",
    ),
    "Catalan": (page("<p>| 27/11/2017 a les 10:19h</p>", lang="ca"), "2017-11-27"),
    "Polish": (page("<p>5 czerwca 2020</p>", lang="pl"), "2020-06-05"),
    "Hungarian": (page("<p>2020. június 4.</p>", lang="hu"), "2020-06-04"),
    "Japanese": (page("<p>2020年6月4日</p>", lang="ja"), "2020-06-04"),
    "British": (page("<p>Published 03/04/2020</p>", lang="en-GB"), "2020-04-03"),
    "British by its locale": (
        page("<p>Posted on 03/04/2020</p>", lang="en", head=meta("og:locale", "en_GB")),
        "2020-04-03",
    ),
    "Irish by its host": (
        page(
            "<p>03/04/2020</p>",
            lang="en-US",
            head='<link rel="canonical" href="https://val.example.ie/halle">',
        ),
        "2020-04-03",
    ),
    "American": (page("<p>Published 03/04/2020</p>", lang="en-US"), "2020-03-04"),
    "as the address says": (
        page("<p>09/10/2023</p>", lang="en", head=canonical("2023/10/09/halle")),
        "2023-10-09",
    ),
    "in the title": (page(title=f"{TITLE} | 25.01.2020"), "2020-01-25"),
    "beside other articles": (
        page(
            "<p>Le 4 mai 2021</p>",
            after='<aside class="related"><time datetime="2021-06-01">1 juin 2021</time></aside>',
        ),
        "2021-05-04",
    ),
    "today, by the name of its element": (
        page("<p>Le 4 mai 2021</p>", above='<div class="today">Sunday, May 9, 2021</div>'),
        "2021-05-04",
    ),
    "in an element of its own, inside a sentence": (
        page(
            "<h2>Les étals de la halle seront plus nombreux qu’avant, dit la mairie, qui"
            ' promet des horaires plus larges. <span class="date">Publié 4 mai 2021</span></h2>'
        ),
        "2021-05-04",
    ),
    "called a date of publication in an attribute": (
        page('<span class="update-date" itemprop="datePublished"> 03 juillet 2015 à 09h19 </span>'),
        "2015-07-03T09:19",
    ),
    "a label on a line of its own": (
        page(
            "<dl><dt>Mis à jour</dt><dd>7 mai 2021</dd><dt>Publié le</dt><dd>4 mai 2021</dd></dl>"
        ),
        "2021-05-04",
    ),
}

TOLD = {
    "milliseconds": (meta("cXenseParse:recs:publishtime", "1724782680000"), "2024-08-27T18:18Z"),
    "seconds": (meta("pubdate", "1724782680"), "2024-08-27T18:18Z"),
    "figures": (meta("date", "19/09/2023"), "2023-09-19"),
    "words": (meta("DC.date", "19 septembre 2023"), "2023-09-19"),
    "words, another": (meta("dcterms.issued", "mardi 1er mars 2022"), "2022-03-01"),
    "figures in linked data": (linked("27/08/2024 20:18"), "2024-08-27T20:18"),
    "a date of JavaScript": (
        linked("Tue Aug 27 2024 20:18:00 GMT+0200 (CEST)"), "2024-08-27T20:18+02:00"),
    "a date of JavaScript, named zone": (
        linked("Sat Nov 18 2017 10:00:00 GMT+0100 (Central European Standard Time)"),
        "2017-11-18T10:00+01:00",
    ),
    "a date of Java": (linked("Tue Aug 27 20:18:00 CEST 2024"), "2024-08-27T20:18+02:00"),
    "a zone of Java": (linked("2024-08-27T20:18:00+02:00[Europe/Paris]"), "2024-08-27T20:18+02:00"),
    "compact": (meta("date", "20240827"), "2024-08-27"),
    "related first": (
        linked("2021-01-01", "Un autre sujet") + linked("2023-09-19T08:30:00+02:00"),
        "2023-09-19T08:30+02:00",
    ),
    "related first, told by its address": (
        canonical("halle")
        + linked("2021-01-01", "Autre sujet", url="https://val.example/autre")
        + linked("2023-09-19", "Le marché", url="https://val.example/halle"),
        "2023-09-19",
    ),
    "only a related one": (
        canonical("halle") + linked("2021-01-01", "Autre", url="https://val.example/autre"), ""),
    "the zone of the change": (
        linked("2023-09-18T22:30:00Z", dateModified="2023-09-20T10:00:00+02:00"),
        "2023-09-19T00:30+02:00",
    ),
    "the day of the place": (
        linked("2023-09-18T22:30:00Z") + meta("date", "2023-09-19"), "2023-09-19"),
    "a page of another type": (
        linked("2021-05-04").replace("NewsArticle", "WebPage"), "2021-05-04"),
    "change": (linked("", dateModified="2023-09-20"), ""),
    "change in a tag": (meta("article:modified_time", "2023-09-20T10:00:00Z"), ""),
    "expires": ('<script>var a = {"expires": "2021-01-31T23:59:59"};</script>', ""),
    "expires in a tag": ('<meta http-equiv="expires" content="2021-01-31">', ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SHOWN.values(), ids=SHOWN)
def test_the_day_that_readers_see(text: str, value: str) -> None:
    assert day(text) == value


@pytest.mark.parametrize(("head", "value"), TOLD.values(), ids=TOLD)
def test_the_day_that_programs_are_told(head: str, value: str) -> None:
    assert day(page(head=head)) == value


@pytest.mark.parametrize(
    "text",
    [
        page(
            after='<section class="comments"><time datetime="2024-08-29">29 août</time></section>'
        ),
        page(after='<div id="disqus_thread"><p class="date">29 août 2024</p></div>'),
        page(
            after="<ol class=commentlist><li class=comment>Ada, le 29 août 2024 à 10:00</li></ol>"
        ),
        page(after="<h2>2 commentaires</h2><ul><li>Ada, le 29 août 2024 à 10:00</li></ul>"),
        page(after="<h3>À lire aussi</h3><div>29 août 2024</div><div>Le tram</div>"),
        page(after="<article><a>Le tram</a><time datetime='2024-08-29'>29 août</time></article>"),
        page(above='<div class="related"><span class="date">Publié le 3 mars 2020</span></div>'),
        page(above="<div>dimanche 9 mai 2021</div><nav><a>Ville</a> <a>Sports</a></nav>"),
        page(above='<div id="site-header"><b>9 mai 2021</b></div>'),
        page(
            above='<div id="HEADER"><table><tr><td>19 Sep 2020 10:11:12 UTC</td></tr></table></div>'
        ),
        page(head='<meta http-equiv="date" content="2023-10-02">'),
        page("<p>Le 1er tour de 2023 et le 1er étage de 2024</p>"),
        page(after="<div>Copyright 2015-2024</div>"),
        page(after="<p>Offre valable jusqu’au 30 septembre 2023</p>"),
        page(above='<header><div class="date">mercredi 19 février 2020</div></header>'),
    ],
)
def test_days_of_something_else_are_none(text: str) -> None:
    assert day(text) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Publié hier à 18h30",
        "Il y a 3 heures",
        "Posted 2 hours ago",
        "vor 5 Minuten",
        "Hace 2 días",
    ],
)
def test_a_relative_day_is_a_doubt(line: str) -> None:
    guess, doubts = found(page(f'<span class="date">{line}</span>'))
    assert guess is None
    assert [(one.code, one.values["words"]) for one in doubts] == [("date-relative", line)]


@pytest.mark.parametrize(
    ("told", "shown", "value"),
    [
        ("2023-09-18T22:30:00Z", "19 septembre 2023 à 00h30", "2023-09-19T00:30+02:00"),
        ("2023-01-09T23:10:00+00:00", "mardi 10 janvier 2023, 0h10", "2023-01-10T00:10+01:00"),
        ("2023-07-04T03:15:00Z", "3 juillet 2023 à 23:15", "2023-07-03T23:15-04:00"),
        ("2023-09-18T22:30:00Z", "19 septembre 2023", "2023-09-19"),
        ("2023-09-18T10:30:00Z", "18 septembre 2023", "2023-09-18T10:30Z"),
        ("2023-09-18T22:30:00Z", "19 septembre à 00h30", "2023-09-19T00:30+02:00"),
        ("2022-12-31T23:30:00Z", "1er janvier", "2023-01-01"),
    ],
)
def test_the_day_is_that_of_the_place_and_not_of_utc(told: str, shown: str, value: str) -> None:
    guess, doubts = found(page(f"<p>Publié le {shown}</p>", head=linked(told)))
    assert (guess and guess.value, doubts) == (value, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (page("<p>Publié le 4 mai 2021</p>", head=linked("2021-05-09")), "dates-differ"),
        (page("<p>4 mai 2021</p>", head=linked("2020-05-04T10:00:00+02:00")), "dates-differ"),
        (page(head=linked("2021-05-04") + meta("date", "2021-05-09")), "dates-differ"),
        (page("<p>5 mai 2021</p>", head=linked("2021-05-04T08:00:00Z")), "dates-differ"),
        (page(head=linked("2021-05-04", dateModified="2022-01-02")), "changed-later"),
        (page("<p>Mis à jour le 9 juin 2021</p>", head=linked("2021-05-04")), "changed-later"),
        (page("<p>Mis à jour le 7 mai 2021</p>", head=linked("2021-05-04")), "changed-later"),
        (page("<time class=updated-at datetime=2021-05-06>6 mai 2021</time>",
              head=meta("article:published_time", "2021-05-04")), "changed-later"),
        (page(head=linked("2021-05-04", dateModified="2021-05-06") + meta("date", "2021-05-06")),
         "dates-differ"),
        (page("<p>Le Val · 5 mai 2021</p><p>Radio, 4 mai 2021</p>"), "dates-differ"),
        (page("<p>4 mai 2020</p><div>Ada</div><p>5 juin 2020</p>"), "dates-differ"),
        (page(head=linked("2021-05-04T22:30:00Z")), "day-in-utc"),
        (page(head=linked("2021-05-04T02:30:00Z"), lang="en-US"), "day-in-utc"),
    ],
)  # fmt: skip
def test_days_that_differ_are_a_doubt(text: str, code: str) -> None:
    _, doubts = found(text)
    assert [one.code for one in doubts] == [code]


@pytest.mark.parametrize(
    ("text", "value", "basis"),
    [
        (page(head=canonical("ville/halle-20240827_OEFBV3/")), "2024-08-27", "address"),
        (page(head=canonical("2024/8/7/halle")), "2024-08-07", "address"),
        (page(head='<script>a = {"publishedAt": "2021-03-04T10:00:00"}</script>'),
         "2021-03-04T10:00", "script"),
        (page("<p>Published 09/10/2023</p>", lang="en"), "2023-09-10", "day-or-month-first"),
        (page("<p>Mis à jour le 4 mai 2021</p>"), "2021-05-04", "updated-only"),
        (page(head=meta("date", "2021-05-04")), "2021-05-04", "meta"),
        (page(head=meta("dc.date", "2021-05-04")), "2021-05-04", "dublin-core"),
        (page('<div class="sidebar"><p class="date">4 mai 2021</p></div>'), "2021-05-04", "shown"),
    ],
)  # fmt: skip
def test_a_day_that_is_deduced_is_no_statement(text: str, value: str, basis: str) -> None:
    guess, _ = found(text)
    assert guess == Guess(value, basis, guess.words if guess else "", stated=False)


SPLIT = "<div>{}</div><div>{}</div><div>{}</div>"


@pytest.mark.parametrize(
    "text",
    [
        page(SPLIT.format("27", "août", "2024")),
        page(SPLIT.format("AOÛT", "27", "2024")),
        page(SPLIT.format("27", "08", "2024")),
        page("<div>mar.</div>" + SPLIT.format("27", "août", "2024")),
        page("<div>27 août</div><div>2024</div>"),
        page(SPLIT.replace("div", "span").format("27", "août", "2024")),
        page("<p>27 | 08 | 2024</p>"),
        page("<p>27 августа 2024</p>", lang=""),
        page("<p>27 серпня 2024, 10:00</p>", lang="en"),
        page("<p>27 Αυγούστου 2024</p>", lang=""),
        page("<p>Val, 27. August 2024. Die Halle öffnet wieder, sagt die Stadt.</p>", lang="de"),
        page("<p>27.08.2024 – Die Halle öffnet wieder, sagt die Stadt am Freitag.</p>", lang="de"),
        page(after="<p>Dieser Beitrag wurde am 27. August 2024 um 9 Uhr veröffentlicht und unter"
             " Stadt abgelegt.</p>", lang="de"),
        page('<span class="updated" title="2024-08-27T18:52:11+02:00"></span>'),
        page('<abbr class="published" title="2024-08-27T18:52:11+02:00">dimanche</abbr>'),
        page(head='<script>a = {"deployDt": "2024.08.27 18:40"}</script>', lang="ko"),
    ],
)  # fmt: skip
def test_days_that_are_written_otherwise(text: str) -> None:
    assert day(text)[:10] == "2024-08-27"


@pytest.mark.parametrize(
    "text",
    [
        page("<div>Dernière mise à jour du site : 27 août 2024</div>"),
        page("<div>Website last updated 27 August 2024</div>", lang="en"),
        page("<div>Letzte Aktualisierung der Website: 27.08.2024</div>", lang="de"),
        page(SPLIT.format("12", "avis", "2024")),
        page(SPLIT.format("27", "août", "2024 places")),
        page(
            '<i class="updated" title="2024-08-27"></i><i class="updated" title="2024-08-29"></i>'
        ),
    ],
)
def test_what_looks_like_a_day_is_none(text: str) -> None:
    assert day(text) == ""


@pytest.mark.parametrize(
    "head",
    [
        linked("2021-05-04"),
        meta("article:published_time", "2021-05-04"),
        meta("date", "2021-05-04") + meta("dc.date", "2021-05-04"),
        meta("date", "2021-05-04") + canonical("2021/05/04/halle"),
    ],
)
def test_two_statements_or_a_strong_one_are_enough(head: str) -> None:
    guess, doubts = found(page(head=head))
    assert guess is not None
    assert guess.stated
    assert not doubts


def test_in_a_page_full_of_dates_none_is_a_statement() -> None:
    row = f"<p>19 septembre 2023, 03/04/2020 12:30 et {'12 ' * 200}</p>"
    guess, _ = found(page(after=row * 500))
    assert guess is None or not guess.stated


def told(value: str, basis: str = "meta", label: str | None = None) -> Candidate:
    return Candidate(value, basis, value, label)


def test_two_days_in_two_zones_are_no_one_day() -> None:
    here, there = told("2023-09-18T23:30-05:00"), told("2023-09-19T06:30+02:00")
    assert not may_be_one_day(here, there, "fr")
    assert may_be_one_day(told("2023-09-18T23:30Z"), told("2023-09-19"), "fr")


def test_a_statement_with_the_moment_of_the_last_change_gives_way_to_an_earlier_one() -> None:
    changed = "2023-10-02T10:00Z"
    given = [told(changed, "json-ld"), told("2023-09-19", "meta")]
    found, _ = Candidates(given, [], [told(changed, "json-ld", "updated")], [], "fr").decide()
    assert found
    assert found.value == "2023-09-19"
