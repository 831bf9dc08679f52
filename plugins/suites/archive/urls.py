"""Addresses that never change: where each thing and each listing of the archive lives.

    languages/<tag>/addresses.yaml -> in_language(tag) -> Urls

All are relative to the site's root, without a leading slash; those of pages end with one. The site
claims its own, each once; pages of text lie beside them, and may have none of those.
"""

from functools import cache, lru_cache

from suites.archive.languages import addresses
from suites.archive.languages.addresses import COPIES, INDEX, NOT_FOUND, STATIC, Names
from suites.archive.model.archive import kind_of
from suites.archive.model.values import Record

__all__ = [
    "COMMIT",
    "COPIES",
    "ENGINE",
    "HOME",
    "INDEX",
    "NOT_FOUND",
    "SOURCE",
    "STATIC",
    "Urls",
    "id_of",
    "in_language",
    "root",
]

HOME = ""
ENGINE = f"{STATIC}sqlite/"
"""Where the database lies that runs in the browser."""
SOURCE = "index.md"
"""The file of a record, beside its page."""
COMMIT = "commit.txt"
"""Where a published site says of which commit it was made."""


class Urls:
    """The addresses of an archive, in its language.

    Attributes are the folders of listings (`announcements`), pages and files of which there is one
    (`calendar`), and `claimed`: the names at the root of the site that are its own, with what lies
    there. `facets` and `searched` give what a facet of a listing, or of the search, is called in
    addresses, and `parameters` what else stands in a query; `things` are the folders of records.
    ValueError for two things at one address.
    """

    static, engine = STATIC, ENGINE

    def __init__(self, names: Names) -> None:
        folders = {key: f"{name}/" for key, name in (names.records | names.folders).items()}
        self.names = names
        self.claimed = addresses.claimed(names)
        self.facets, self.searched = names.facets, names.searched
        self.parameters = names.parameters
        self.things = tuple(sorted(f"{name}/" for name in names.records.values()))
        self.articles, self.announcements = folders["article"], folders["announcement"]
        self.entities, self.outlets = folders["entity"], folders["outlet"]
        self.themes, self.feeds = folders["theme"], folders["feeds"]
        self.chronology, self.deadlines = folders["chronology"], folders["deadlines"]
        self.quote_comparisons = folders["quote-comparisons"]
        self.monthly_snapshots = folders["monthly-snapshots"]
        self.search, self.composer = folders["search"], folders["composer"]
        # What the composer knows of the archive: for its scripts.
        self.composer_archive = f"{self.composer}{names.files['archive']}.json"
        # What a browser reads to ask this archive from its own address bar.
        self.opensearch = f"{self.search}opensearch.xml"
        self.search_names = f"{self.search}{names.files['names']}.json"
        self.calendar = f"{self.deadlines}{names.files['calendar']}.ics"
        # The page of text that lists what was corrected, and in the feeds their own.
        self.corrections = f"{names.pages['corrections']}/"
        # Below the page of text on contributing, where no other page of text can lie.
        self.to_do = f"{names.pages['report']}/{names.contribute['to-do']}/"
        self.data = folders["data"]
        self.annotation_collection = f"{self.data}annotations.jsonld"
        self.query = f"{self.data}{names.data['query']}/"
        self.dictionary = f"{self.data}{names.data['dictionary']}/"
        self.database = f"{self.data}{names.files['archive']}.sqlite"
        # Programs know a data package by this name, and the loader whole records by theirs.
        self.data_package = f"{self.data}datapackage.json"
        self.whole_records = f"{self.data}records.json"
        # The drawing of the archive itself, beside the folder of the others, where no id is.
        self.archive_image = f"{names.files['image']}.png"

    def of_records(self, kind: str) -> str:
        """Return the folder of the records of a kind, by its name; pages of text have none."""
        return f"{self.names.records[kind]}/" if kind != "page" else ""

    def of_kind(self, kind: str, id_: str) -> str:
        """Return the address of the page of a record, by the name of its kind."""
        return f"{self.of_records(kind)}{id_}/"

    def of(self, record: Record) -> str:
        """Return the address of a record's page."""
        return self.of_kind(kind_of(record).name, record.id)

    def source(self, page: str) -> str:
        """Return the address of the file of a record, by that of its page.

        >>> in_language("fr").source("annonces/tram-ouvert/")
        'annonces/tram-ouvert/index.md'
        """
        return f"{page}{SOURCE}"

    def source_data(self, page: str) -> str:
        """Return the address of a record as JSON, by that of its page."""
        return f"{page}index.json"

    def reference(self, page: str, of: str, ending: str) -> str:
        """Return the address of a file with the references of a page, by that of the page.

        They are `of` our "record", or of the "press" article that it describes; of a listing or a
        theme, of our "records", or of the "press" articles there.

        >>> in_language("fr").reference("articles/x/", "press", "bib")
        'articles/x/presse.bib'
        >>> in_language("fr").reference("annonces/", "records", "ris")
        'annonces/notices.ris'
        """
        return f"{page}{self.names.files[of]}.{ending}"

    def annotations(self, page: str) -> str:
        """Return the address of the annotations of a record (JSON-LD), by that of its page."""
        return f"{page}annotations.jsonld"

    def body_text(self, page: str) -> str:
        """Return the address of the text in which the quotes of an article are sought."""
        return f"{page}index.txt"

    def page_of(self, listing: str, number: int) -> str:
        """Return the address of a page of a listing; the first has the listing's own.

        >>> fr = in_language("fr")
        >>> fr.page_of("annonces/", 1), fr.page_of("annonces/", 2)
        ('annonces/', 'annonces/page/2/')
        """
        return listing if number == 1 else f"{listing}{self.names.page}/{number}/"

    def chosen(self, listing: str, facet: str, value: str) -> str:
        """Return the address of the rows of a listing that have a value.

        >>> in_language("fr").chosen("annonces/", "stage", "launched")
        'annonces/etape/launched/'
        """
        return f"{listing}{self.facets[facet]}/{value}/"

    def archive_feed(self, name: str) -> str:
        """Return the address of a feed of the whole archive, without its ending.

        >>> [in_language("fr").archive_feed(name) for name in ("all", "corrections")]
        ['fil/suites', 'fil/rectifications']
        """
        if name == "corrections":
            return self.feed(self.corrections)
        return f"{self.feeds}{self.names.feeds[name]}"

    def feed(self, page: str) -> str:
        """Return the address of the feed of a record, without its ending, by that of its page.

        >>> in_language("fr").feed("annonces/tram-ouvert/")
        'fil/annonces/tram-ouvert'
        """
        return f"{self.feeds}{page.rstrip('/')}"

    def monthly_snapshot(self, month: str) -> str:
        """Return the address of what was known at the end of a month.

        >>> in_language("fr").monthly_snapshot("2023-12")
        'au/2023-12/'
        """
        return f"{self.monthly_snapshots}{month}/"

    def list_of_comparisons(self, sort: str) -> str:
        """Return the address of the list of all pairs, "all", or of those of a sort.

        >>> in_language("fr").list_of_comparisons("delay")
        'face-a-face/retards/'
        """
        name = self.names.comparisons.get(sort)
        return f"{self.quote_comparisons}{name}/" if name else self.quote_comparisons

    def filter_styles(self, listing: str) -> str:
        """Return the address of the rules by which a listing is filtered."""
        return f"{listing}{self.names.files['filters']}.css"

    def quote_comparison(self, announcement: str, name: str) -> str:
        """Return the address of a pair of quotes; `name` is its own within its announcement.

        Lists lie beside it and have one part less, or a number as their last: none can meet a pair.

        >>> in_language("fr").quote_comparison("tram-gratuit", "contredit-tram-payant")
        'face-a-face/tram-gratuit/contredit-tram-payant/'
        """
        return f"{self.quote_comparisons}{announcement}/{name}/"

    def embed(self, shown: str) -> str:
        """Return the address at which others embed an announcement, or a pair `announcement/name`.

        >>> in_language("fr").embed("tram-gratuit")
        'embed/tram-gratuit/'
        """
        return f"{self.names.folders['embeds']}/{shown}/"

    def embedded_deadline(self, announcement: str) -> str:
        """Return the address at which others embed the deadline of an announcement.

        No pair is called so: the name of a pair has two parts at least.

        >>> in_language("fr").embedded_deadline("tram-gratuit")
        'embed/tram-gratuit/echeance/'
        """
        return f"{self.embed(announcement)}{self.names.embeds['deadline']}/"

    def table(self, name: str, ending: str) -> str:
        """Return the address of a table of the data, as `csv` or `json`.

        >>> in_language("fr").table("events", "csv")
        'donnees/events.csv'
        """
        return f"{self.data}{name}.{ending}"

    def matrix(self, announcement: str) -> str:
        """Return the address of the matrix of an announcement, as comma-separated values."""
        return f"{self.of_kind('announcement', announcement)}{self.names.files['matrix']}.csv"

    def image(self, announcement: str) -> str:
        """Return the address of the drawing of an announcement.

        >>> in_language("fr").image("tram-gratuit")
        'partage/tram-gratuit.png'
        """
        return f"{self.names.folders['images']}/{announcement}.png"


@cache
def in_language(tag: str) -> Urls:
    """Return the addresses of an archive in a language; KeyError when it is not there."""
    return Urls(addresses.names(tag))


def id_of(url: str) -> str:
    """Return the id of the record whose page lies at an address.

    >>> id_of("annonces/tram-ouvert/")
    'tram-ouvert'
    """
    return url.rstrip("/").rpartition("/")[2]


@lru_cache(1_000)
def root(url: str) -> str:
    """Return the way from a page back to the site's root.

    >>> root("articles/x/"), root("")
    ('../../', './')
    """
    return "../" * url.count("/") or "./"
