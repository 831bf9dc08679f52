"""A language that is added is files of data; one that is not complete is told, and never used."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from support import in_process, made_up_language
from support.length import sample
from support.made_up_language import TAG, read, unmarked, write
from support.miniature import CONTENT, copy_content

from suites import cli
from suites.analysis import loading
from suites.archive import languages
from suites.archive.languages import cldr, data
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.problems import report

FOLDER = "plugins/suites/archive/languages"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a language that is complete."""
    return made_up_language.write_language(tmp_path / "languages")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content in the language."""
    folder = tmp_path_factory.mktemp("made-up")
    return made_up_language.write_content(CONTENT, folder / "content")


@pytest.fixture(scope="module")
def refusal(content: Path) -> Callable[[Path], str]:
    """What is said of an archive in the language of a folder."""

    def refusal(folder: Path) -> str:
        with made_up_language.spoken(folder.parent):
            found = loading.load_archive(content)
            assert languages.tags() == ("fr",)
            assert found.linked is None
        assert [one.code for one in found.problems] == ["language-missing"]
        line, mend = report(found.problems).splitlines()
        assert line == (
            f'content/archive.yaml:5:11: an archive cannot be in "{TAG}" yet [language-missing]'
        )
        begin = f'  mend: write one of: fr; "{TAG}" is not complete: '
        assert mend.startswith(begin)
        return mend.removeprefix(begin)

    return refusal


def changed(folder: Path, file: str, *keys: object, value: object) -> None:
    """Give a key of a file another value; None takes it away."""
    path = folder / f"{file}.yaml"
    whole = found = read(path)
    for key in keys[:-1]:
        found = found[key]
    if value is None:
        del found[keys[-1]]
    else:
        found[keys[-1]] = value
    write(path, whole)


def test_a_language_that_is_added_is_one_that_archives_may_be_in(folder: Path) -> None:
    with made_up_language.spoken(folder.parent):
        assert languages.missing(TAG) == ()
        assert languages.tags() == ("fr", TAG)
    assert TAG not in languages.tags()


@pytest.mark.parametrize("name", data.FILES)
def test_a_file_that_is_not_there_is_named(
    folder: Path, refusal: Callable[[Path], str], name: str
) -> None:
    (folder / f"{name}.yaml").unlink()
    if name == "language":  # the file by which a language is known
        assert refusal(folder) == f"no folder {FOLDER}/{TAG}/"
    else:
        assert refusal(folder) == f"no {FOLDER}/{TAG}/{name}.yaml"


FAULTS: dict[str, tuple[str, tuple[object, ...], Any, str]] = {
    "a key": ("interface", ("search", "title"), None, "no search.title"),
    "a group": ("interface", ("search",), None, "no search"),
    "a text for a group": ("interface", ("search",), "x", "no keys below search"),
    "a number": ("interface", ("search", "title"), 5, "search.title is no text"),
    "an answer": ("interface", ("search", "title"), True, "search.title is no text"),
    "an empty text": ("interface", ("search", "title"), "", "search.title is no text"),
    "a group for a text": (
        "interface", ("search", "title"), {"a": "b"}, "search.title is no text",
    ),
    "an old key": ("interface", ("search", "tilte"), "x", "unknown search.tilte"),
    "a place": (
        "interface", ("home", "follow"), "x", "home.follow has no {title}",
    ),
    "another place": (
        "interface", ("home", "follow"), "{title} {titel}", "home.follow has an unknown {titel}",
    ),
    "a brace": (
        "interface", ("home", "follow"), "{title} {", "home.follow has a brace that is no {name}",
    ),
    "a place of dates": (
        "interface", ("home", "follow"), "{title} {}", "home.follow has an unknown {}",
    ),
    "a plural form": ("interface", ("list", "left", "many"), None, "no list.left.many"),
    "the last plural form": ("interface", ("list", "left", "other"), None, "no list.left.other"),
    "a plural form of others": (
        "interface", ("list", "left", "two"), "x", "unknown list.left.two",
    ),
    "a text for a plural": ("interface", ("list", "left"), "{n}", "no keys below list.left"),
    "a place of a plural": (
        "interface", ("list", "left", "few"), "{m}", "list.left.few has an unknown {m}",
    ),
    "a label": ("lists", ("stage", "announced", "label"), None, "no stage.announced.label"),
    "a definition": (
        "lists", ("stage", "announced", "definition"), 5, "stage.announced.definition is no text",
    ),
    "a place of a date": ("dates", ("decade",), "decade", "decade has no {}"),
    "more places of a date": ("dates", ("between",), "{} {} {}", "between has not 2 times {}"),
    "a name in a date": ("dates", ("decade",), "{x}", "decade has no {}"),
    "a season": ("dates", ("bare_seasons",), [99], "bare_seasons are not among seasons"),
    "an elision": ("dates", ("elisions",), ["de a"], "elisions are no pairs of texts"),
    "words before a date": ("dates", ("cases", "day", "deadline"), "x",
                            "cases.day.deadline has no {}"),
    "marks": ("language", ("quotation",), "⟪⟫", "quotation has not one … between two marks"),
    "no marks": ("language", ("inner",), "…", "inner has not one … between two marks"),
    "a unit": ("language", ("spacing", "units"), "km (", "spacing.units is no pattern"),
    "words of a template": ("templates", ("to_fill_in",), "{…}", "to_fill_in has no words before"),
    "no name": (
        "addresses", ("records", "theme"), "thèmes/", "no name in an address: 'thèmes/'",
    ),
    "a way out": ("addresses", ("folders", "feeds"), "../x", "no name in an address: '../x'"),
    "an empty name": ("addresses", ("folders", "feeds"), "", "no name in an address: ''"),
    "the theme's name": (
        "addresses", ("folders", "feeds"), "theme", "two things at one address: theme",
    ),
    "a name of another": (
        "addresses", ("folders", "feeds"), "zz-themes", "two things at one address: zz-themes",
    ),
    "a page at a folder": (
        "addresses", ("pages", "reply"), "zz-themes", "two things at one address: zz-themes",
    ),
    "two feeds": (
        "addresses", ("feeds", "events"), "zz-articles", "two things at one address: zz-articles",
    ),
    "two lists of pairs": (
        "addresses", ("comparisons", "delay"), "zz-page", "two things at one address: zz-page",
    ),
    "two facets": (
        "addresses", ("facets", "year"), "zz-theme", "two things at one address: zz-theme",
    ),
    "two facets of the search": (
        "addresses", ("searched", "year"), "zz-theme", "two things at one address: zz-theme",
    ),
}  # fmt: skip


@pytest.mark.prove
@pytest.mark.parametrize("fault", sample(list(FAULTS), 3))
def test_what_is_wrong_in_a_file_is_named(
    folder: Path, refusal: Callable[[Path], str], fault: str
) -> None:
    name, keys, value, said = FAULTS[fault]
    changed(folder, name, *keys, value=value)
    assert refusal(folder).startswith(f"{FOLDER}/{TAG}/{name}.yaml: {said}")


@pytest.mark.parametrize(
    ("name", "keys", "value", "said"),
    [
        ("lists", ("stage", "announced", "label"), " ", "stage.announced.label is no text"),
        ("templates", ("examples",), "", "examples does not begin an id: "),
        ("templates", ("examples",), "Zz ", "examples does not begin an id: "),
    ],
)
def test_words_of_an_archive_are_none_that_nobody_sees(
    folder: Path,
    refusal: Callable[[Path], str],
    name: str,
    keys: tuple[str, ...],
    value: str,
    said: str,
) -> None:
    changed(folder, name, *keys, value=value)
    assert refusal(folder).startswith(f"{FOLDER}/{TAG}/{name}.yaml: {said}")


@pytest.mark.parametrize(("tag", "written"), [("PT", "pt"), ("zh-hant", "zh-Hant")])
def test_a_tag_is_written_as_archives_may_name_it(tag: str, written: str) -> None:
    said = f"no archive can name it: the tag is written {written}"
    assert languages.missing(tag) == (said,)


def test_a_pair_is_told_by_how_its_name_begins(
    folder: Path, refusal: Callable[[Path], str]
) -> None:
    changed(folder, "addresses", "pairs", "part-of", value="zz-part")
    changed(folder, "addresses", "pairs", "delay", value="zz-part-of")
    assert refusal(folder).endswith("addresses.yaml: pairs: 'zz-part-of' begins as 'zz-part'")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"a: [", ":2:1: no YAML"),
        (b"a: b: c", ":1:5: no YAML"),
        (b"\xff\xfe\x00", ": no YAML"),
        (b"a: 2023-02-30", ": no YAML"),
        (b"", ": no keys"),
        (b"- a", ": no keys"),
        (b"!!python/object/apply:os.getcwd []", ":1:1: no YAML"),
        (b"a: {b: c}\na: d", ":2:1: the key a is given twice"),
        (b"a: {b: c, b: d}", ":1:11: the key b is given twice"),
    ],
)
@pytest.mark.parametrize("name", ["interface", "dates", "addresses"])
def test_a_file_that_cannot_be_read_is_named(
    folder: Path, refusal: Callable[[Path], str], name: str, text: bytes, said: str
) -> None:
    (folder / f"{name}.yaml").write_bytes(text)
    assert refusal(folder).startswith(f"{FOLDER}/{TAG}/{name}.yaml{said}")


def test_a_fault_of_the_reference_is_named_for_every_language(folder: Path) -> None:
    (folder.parent / "fr/dates.yaml").write_bytes(b"a: [")
    with made_up_language.spoken(folder.parent):
        assert languages.tags() == ()
        said = (f"{FOLDER}/fr/dates.yaml:2:1: no YAML",)
        assert languages.missing("fr") == languages.missing(TAG) == said


def test_of_many_faults_three_are_named_and_a_command_tells_all(
    folder: Path, refusal: Callable[[Path], str], capsys: pytest.CaptureFixture[str]
) -> None:
    whole = read(folder / "interface.yaml")
    write(folder / "interface.yaml", {"frame": whole["frame"]})
    count = len(whole) - 1
    said = refusal(folder)
    assert said.count(f"{FOLDER}/{TAG}/interface.yaml: no ") == 3
    assert said.endswith(f" and {count - 3} more, which `suites languages` tells")
    with made_up_language.spoken(folder.parent):
        assert cli.main(["languages"]) == 1
        first, head, *lines = capsys.readouterr().out.splitlines()
        assert cli.main(["languages", "fr"]) == 0
    assert first == "fr: complete"
    assert head == f"{TAG}: not complete, {count} to mend"
    assert lines == [
        f"  {FOLDER}/{TAG}/interface.yaml: no {key}" for key in whole if key != "frame"
    ]


def test_a_plural_has_the_form_that_its_number_takes(folder: Path) -> None:
    with made_up_language.spoken(folder.parent):
        t = read_catalogue(TAG).t
        said = {n: unmarked_form(t, n) for n in (0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 112, 1.5)}
    assert said == {
        0: "many", 1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 21: "many",
        22: "few", 25: "many", 112: "many", 1.5: "other",
    }  # fmt: skip


def unmarked_form(t: Callable[..., str], n: float) -> str:
    text = t("home.notes", n=n)
    assert unmarked(text).strip() == ""
    assert text.startswith(f"⟦{cldr.number(n, TAG)} note")
    return text.rstrip("⟧").rpartition(" ")[2]


def test_markup_in_the_text_of_a_language_is_shown_as_it_is_written(folder: Path) -> None:
    hostile = "<img src=x onerror=alert(1)></title></script>-->&lt;"

    def spoil(found: Any) -> Any:
        if isinstance(found, dict):
            return {key: spoil(one) for key, one in found.items()}
        return f"{hostile}{found}" if isinstance(found, str) else found

    for name in ("interface", "lists"):
        write(folder / f"{name}.yaml", spoil(read(folder / f"{name}.yaml")))
    project = folder.parents[1]
    content = made_up_language.write_content(CONTENT, project / "content")
    with made_up_language.spoken(folder.parent):
        builder = in_process.builder(content, project / "cache", site_url="https://example.org")
        assert builder.load().problems == ()
        builder.build(search=False)
        builder.close()
    pages = list((project / "output").rglob("*.html"))
    assert pages
    for path in pages:
        html = path.read_text("utf-8")
        assert "<img src=x" not in html, path
        assert "&lt;img src=x" in html, path
    for path in (project / "output").rglob("*.xml"):
        assert not list(ET.fromstring(path.read_bytes()).iter("{*}img")), path


def test_a_language_of_which_cldr_knows_nothing_is_none(folder: Path) -> None:
    folder.rename(folder.parent / "tlh")
    with made_up_language.spoken(folder.parent):
        assert languages.missing("tlh") == ("CLDR has no such language",)
        assert languages.tags() == ("fr",)


def test_pages_in_a_language_that_runs_the_other_way_say_so(folder: Path) -> None:
    # As Persian, which has the plural forms of French.
    shutil.copytree(folder.parent / "fr", folder.parent / "fa")
    project = folder.parents[1]
    content = copy_content(project)
    for name, old in (("archive", "language: fr"), ("vocabulary", "fr: ")):
        path = content / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace(old, old.replace("fr", "fa")), "utf-8")
    with made_up_language.spoken(folder.parent):
        builder = in_process.builder(content, project / "cache", site_url="https://example.org")
        assert builder.load().problems == ()
        builder.build(search=False)
        builder.close()
    for path in (project / "output").rglob("*.html"):
        assert '<html lang="fa" dir="rtl">' in path.read_text("utf-8"), path
