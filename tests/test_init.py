"""An archive of one's own: laid by one command, it builds, and says what is still to be written."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from contextlib import redirect_stdout, suppress
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.commands import environment, run_module, run_python
from support.compiled_templates import write_compiled_templates
from support.laid_archives import (
    ANSWERS,
    LANGUAGES,
    PROGRAM,
    init_command,
    program_files,
    write_folder,
)
from support.length import few, is_proving, sample
from support.miniature import ROOT

from suites.analysis import loading
from suites.archive import dates, files, languages, placeholders
from suites.archive.languages import addresses
from suites.cli import init as command
from suites.cli import main
from suites.repository import answers, init, manifest, templates
from suites.repository.answers import QUESTIONS, Answers
from suites.repository.program import mode
from suites.site.issue_forms import FORMS, FORMS_FOLDER

DAY = date(2026, 11, 30)
EDITOR_FILES = ("extensions.json", "settings.json", "suites.code-snippets")
ADDRESS = {"SITEURL": "https://example.org"}


@pytest.fixture(scope="module", params=sample(LANGUAGES, 2))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def laid(language: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laid") / "trams"
    assert main(init_command(folder, language)) == 0
    return folder


@pytest.fixture(scope="module")
def never(language: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, laid without the examples."""
    folder = tmp_path_factory.mktemp("never") / "trams"
    command = [*init_command(folder, language)[:-2], "--without-examples", str(folder)]
    assert main(command) == 0
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of a small program, with the licence of the real one."""
    home = write_folder(tmp_path_factory.mktemp("small"), PROGRAM)
    shutil.copy(ROOT / "LICENSE", home)
    return home


def built(home: Path) -> str:
    """Build an archive, its templates being compiled; return what is said."""
    write_compiled_templates(home.resolve() / "theme", home / ".cache")
    with redirect_stdout(io.StringIO()) as said, pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["build"]) == 0
    return said.getvalue().strip()


def copied(laid: Path, folder: Path, *names: str) -> Path:
    """Copy an archive, or some of its files and folders, into a folder; return the copy."""
    copy = folder / "copy"
    copy.mkdir()
    for name in names or (path.name for path in laid.iterdir()):
        subprocess.run(["cp", "-R", str(laid / name), str(copy)], check=True)
    return copy


def example_files(laid: Path, language: str) -> list[Path]:
    return sorted((laid / "content").rglob(f"{placeholders.example_prefix(language)}*"))


def test_an_archive_can_begin_in_every_language_that_has_texts_for_it() -> None:
    assert {"de", "en", "fr"} <= set(templates.tags()) <= set(languages.tags())


def test_every_language_lays_the_same_and_the_pages_that_the_program_links_to(
    laid: Path, language: str
) -> None:
    pages = {path.stem for path in (laid / "content/pages").glob("*.md")}
    assert set(addresses.names(language).pages.values()) <= pages
    folder = ROOT / "plugins/suites/archive/languages"
    laid_by = {
        tag: Counter(
            path.relative_to(folder / tag).parent.as_posix()
            for path in (folder / tag / "archive").rglob("*")
            if path.is_file()
        )
        for tag in (language, "fr")
    }
    assert laid_by[language] == laid_by["fr"]


def test_what_is_laid_has_no_problem_and_builds(
    laid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(laid)
    assert main(["check"]) == 0
    assert built(laid).endswith("no problem")
    title = json.dumps(files.read_declarations(laid / "content")[0].settings.title)  # type: ignore[union-attr]
    assert json.loads(title) in (laid / "output/index.html").read_text("utf-8")


def test_an_archive_whose_language_is_changed_is_told_which_pages_to_rename(
    laid: Path, language: str, tmp_path: Path
) -> None:
    home = copied(laid, tmp_path, "content", "README.md")
    for path in example_files(home, language):
        path.unlink()
    other = next(tag for tag in LANGUAGES if tag != language)
    settings = home / "content/archive.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(f"language: {language}", f"language: {other}"), "utf-8")
    told = [
        one
        for one in loading.load_archive(home / "content").problems
        if one.code == "page-misnamed"
    ]
    ids = {
        id_: addresses.names(other).pages[role]
        for role, id_ in addresses.names(language).pages.items()
    }
    assert {Path(one.path).stem: re.findall(r"(\S+)\.md", one.mend) for one in told} == {
        id_: [wanted] for id_, wanted in ids.items() if id_ != wanted
    }
    assert told
    # What is renamed, as the mend says, is no problem any more.
    for one in told:
        path = home / one.path
        head = f"---\naliases: [{path.stem}]\n"
        path.write_text(path.read_text("utf-8").replace("---\n", head, 1), "utf-8")
        path.rename(path.with_stem(ids[path.stem]))
    codes = {one.code for one in loading.load_archive(home / "content").problems}
    assert "page-misnamed" not in codes


def test_there_is_an_example_of_each_kind_of_record(laid: Path, language: str) -> None:
    linked = loading.load_archive(laid / "content").linked
    assert linked
    archive = linked.archive
    prefix = placeholders.example_prefix(language)
    for records in (archive.articles, archive.announcements, archive.entities, archive.themes):
        assert records
        assert all(id_.startswith(prefix) for id_ in records)
    assert {kind for one in archive.entities.values() for kind in one.kind} >= {
        "organisation",
        "outlet",
        "person",
    }
    (announcement,) = archive.announcements.values()
    assert len(announcement.events) > 1
    assert all(event.evidence for event in announcement.events)
    assert not any(id_.startswith(prefix) for id_ in archive.pages)


def test_every_address_of_an_example_is_an_example(laid: Path) -> None:
    for path in (laid / "content").rglob("*"):
        if path.is_file():
            found = re.findall(r"https?://[^/\s\])]+", path.read_text("utf-8"))
            assert set(found) <= {"https://example.org"}


def test_without_the_examples_it_builds_whichever_way_they_went(
    laid: Path, never: Path, language: str, tmp_path: Path
) -> None:
    for path in example_files(laid, language):
        assert path.is_file()
    gone = copied(laid, tmp_path)
    (said,) = re.findall(r"^ *(find content .*)$", (gone / "README.md").read_text("utf-8"), re.M)
    subprocess.run(said, shell=True, cwd=gone, check=True)
    for folder in (never, gone):
        assert example_files(folder, language) == []
        assert built(folder).endswith("no problem")


def test_it_is_published_once_nothing_is_left_to_fill_in(
    laid: Path, language: str, tmp_path: Path
) -> None:
    home = copied(laid, tmp_path)
    write_compiled_templates(home.resolve() / "theme", home / ".cache")
    publish = ("suites", "build", "--settings", "publishconf.py")
    refused = run_module(home, *publish, env=environment(**ADDRESS))
    told = refused.stderr.splitlines()
    assert refused.returncode == 1
    unwritten = [line.partition(":")[0] for line in told if line.endswith("[to-fill-in]")]
    assert len({path for path in unwritten if "/pages/" in path}) >= 3
    examples = example_files(home, language)
    assert [line.partition(":")[0] for line in told if line.endswith("[example-left]")] == [
        path.relative_to(home).as_posix() for path in examples
    ]
    for path in examples:
        assert path.relative_to(home).as_posix() not in unwritten
        path.unlink()
    mark = re.compile(rf"(?: *# )?(?:{placeholders._marks().pattern})", re.IGNORECASE)
    for path in (home / "content").rglob("*.*"):
        path.write_text(mark.sub("", path.read_text("utf-8")), "utf-8")
    done = run_module(home, *publish, env=environment(**ADDRESS))
    assert done.returncode == 0, done.stderr


def test_without_its_mark_an_example_is_not_published_and_an_id_like_it_is(
    laid: Path, language: str, tmp_path: Path
) -> None:
    home = copied(laid, tmp_path, "content", "README.md")
    prefix = placeholders.example_prefix(language)
    (said,) = re.findall(r"^ *(find content .*)$", (home / "README.md").read_text("utf-8"), re.M)
    example = example_files(home, language)[0]
    assert said in example.read_text("utf-8")  # in its mark
    example.write_text("---\n---\n")
    (home / f"content/entities/{prefix}-and-sons.md").write_text("---\n---\n")
    found = files.find_placeholders(home / "content")
    assert [one.path for one in found if one.code == "example-left"] == [
        path.relative_to(home).as_posix()
        for path in example_files(home, language)
        if "and-sons" not in path.name
    ]
    assert {one.mend for one in found if one.code == "example-left"} == {
        f"delete all of them at once: {said}"
    }


def test_pelican_itself_publishes_nothing_that_is_to_be_filled_in(laid: Path) -> None:
    command = ("pelican", "content", "-s", "publishconf.py", "-o", "output-pelican")
    done = run_module(laid, *command, env=environment(**ADDRESS))
    assert done.returncode == 1
    assert "[to-fill-in]" in done.stdout + done.stderr


def test_every_answer_stands_where_it_is_read(laid: Path, language: str) -> None:
    given = ANSWERS[language]
    archive, _, _ = files.read_declarations(laid / "content")
    assert archive
    settings = archive.settings
    assert settings.language == language
    assert (settings.title, settings.contact) == (given["title"], given["contact"])
    assert settings.rights.texts == "CC-BY-4.0"
    cited = yaml.safe_load((laid / "CITATION.cff").read_text("utf-8"))
    assert cited["title"] == given["title"]
    assert cited["authors"] == [{"name": given["publisher"]}]
    assert given["publisher"] in (laid / "LICENSE").read_text("utf-8")
    assert given["publisher"] in (laid / "README.md").read_text("utf-8")


def test_the_subject_is_said_once_at_the_foot_of_a_page(laid: Path) -> None:
    archive, _, _ = files.read_declarations(laid / "content")
    assert archive
    assert archive.settings.subject not in archive.settings.description


def test_a_readme_names_each_path_once(laid: Path) -> None:
    rows = re.findall(r"^\| (`.*?) \|", (laid / "README.md").read_text("utf-8"), re.M)
    paths = [path for row in rows for path in re.findall("`(.*?)`", row)]
    assert len(paths) > 5
    assert len(paths) == len(set(paths))


def test_the_licence_of_the_program_comes_along(laid: Path) -> None:
    assert "Permission is hereby granted" in (laid / "LICENSE").read_text("utf-8")
    assert "Copyright (c) 2026 Suites données maintainers" in (laid / "LICENSE").read_text("utf-8")


def test_the_program_comes_along_and_neither_its_tests_nor_another_archive(laid: Path) -> None:
    record = manifest.read(laid)
    for path, digest in record.files.items():
        assert manifest.digest((laid / path).read_bytes()) == digest
    found = {path.relative_to(laid).as_posix() for path in laid.rglob("*") if path.is_file()}
    found = {path for path in found if not path.startswith((".cache/", ".git/", "output"))}
    found = {path for path in found if "__pycache__" not in path}
    own = {path for path in found - {*record.files} if not path.startswith("content/")}
    assert own == {
        *(f"{FORMS_FOLDER}/{form.file}" for form in FORMS.values()), f"{FORMS_FOLDER}/config.yml",
        ".editorconfig", *(f".vscode/{name}" for name in EDITOR_FILES),
        ".gitignore", ".suites-manifest.json", "CITATION.cff", "CONTRIBUTING.md", "LICENSE",
        "README.md", "pelicanconf.py", "tests/content/queries.yaml",
    }  # fmt: skip
    assert not any(path.startswith(("bench/", "docs/decisions", "tests/test_")) for path in found)
    assert record.version
    assert os.access(laid / "tools/setup.sh", os.X_OK)


def test_a_file_of_the_program_may_be_run_where_it_is_a_script() -> None:
    for path, content in program_files().items():
        assert bool((ROOT / path).stat().st_mode & 0o100) == (mode(content) == 0o755), path


def test_what_comes_along_of_the_tests_needs_nothing_that_stays(laid: Path) -> None:
    command = ("pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider", "tests/content")
    done = run_module(laid, *command, env=environment(PYTHONPATH=""))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_soundness.py::test_the_content_has_no_problem" in done.stdout
    # Before they build the content: the miniature stayed behind.
    program = "from pathlib import Path; from support import reference_templates as of\n"
    program += "of.write_reference_templates(Path('cache'))"
    paths = os.pathsep.join((f"{laid}/plugins", f"{laid}/tests"))
    done = run_python(laid, "-c", program, env=environment(PYTHONPATH=paths))
    assert done.returncode == 0, done.stderr


def test_the_makefile_reads_the_targets_of_the_archive(laid: Path) -> None:
    (laid / "local.mk").write_text("mine: ## of this archive\n\t@echo made\n")
    done = subprocess.run(
        ["make", "--no-print-directory", "mine"],
        cwd=laid, capture_output=True, text=True, check=False,
    )  # fmt: skip
    (laid / "local.mk").unlink()
    assert done.stdout.strip() == "made"


def test_no_file_of_an_archive_names_a_target_of_make_that_it_has_not(laid: Path) -> None:
    known = set(re.findall(r"^([\w-]+):.*## ", (laid / "Makefile").read_text("utf-8"), re.M))
    told = [*(laid / ".github/workflows").glob("*.yml"), *laid.glob("*.md")]
    told += [*(laid / "content").rglob("*.md")]
    for path in told:
        named = re.findall(r"(?:`|run: |^ *)make ([a-z-]+)", path.read_text("utf-8"), re.M)
        assert set(named) <= known, path


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_a_document_links_to_files_that_are_there(name: str, laid: Path) -> None:
    found = re.findall(r"\]\((?!https?://)([^)#]+)", (laid / name).read_text("utf-8"))
    assert [target for target in found if not (laid / target).exists()] == []


def test_what_the_guide_shows_of_an_entity_a_theme_and_a_date_is_sound(
    laid: Path, tmp_path: Path
) -> None:
    guide = (laid / "CONTRIBUTING.md").read_text("utf-8")
    content = copied(laid, tmp_path, "content", "README.md") / "content"
    shown = re.findall(r"(?ms)^```yaml\n(.*?)^```", guide)
    (entity,) = [text for text in shown if "\nnames:" in text]
    (theme,) = [text for text in shown if "\nsummary:" in text and "kind:" not in text]
    (lists,) = [text for text in shown if text.startswith("lists:")]
    (content / "entities/trams.md").write_text(f"---\n{entity}---\n", "utf-8")
    (content / "themes/lignes.md").write_text(f"---\n{theme}---\n", "utf-8")
    words = content / "vocabulary.yaml"
    words.write_text(words.read_text("utf-8").replace("lists: {}\n", lists), "utf-8")
    assert loading.load_archive(content).problems == ()
    written = re.findall(r'`"([^"`]+)"`', guide)
    assert len(written) > 6
    for text in written:
        assert dates.parse(text).text == text


def test_the_readme_says_to_delete_examples_where_there_are_any(never: Path, laid: Path) -> None:
    for folder, steps in ((laid, 3), (never, 2)):
        text = (folder / "README.md").read_text("utf-8")
        assert ("find content" in text) == (folder == laid)
        numbers = re.findall(r"^(\d)\. \*\*", text, re.M)
        assert numbers == [str(n + 1) for n in range(steps)]


ONE_LINE = st.text(min_size=1, max_size=40)


def answered(**more: str) -> Answers:
    language = LANGUAGES[0]
    given = {**ANSWERS[language], "language": language, "licence": "CC0-1.0", **more}
    return Answers(**{name: answers.one_line(text) for name, text in given.items()})


AWKWARD = (
    'l\'app: "gratuite"', "a: b # c", "- [x] *y* _z_", "{{ 7 * 7 }} {% raw %}", "\\n \\", "[[a]]",
    "<b>a</b>", "&amp; &a *a !!x", "%YAML", "---", "a | b", "$HOME ${x}", "# a", "> a", "1. a",
    "`a", "null",
    "https://example.org/a", "\\g<0> \\1", "~~a~~", "[^1]", "été 2024 ; 8 €",
)  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_an_answer_is_text_whatever_it_looks_like(small: Path, text: str) -> None:
    lay_or_refuse(small, text, text, text)


@few(20)
@given(title=ONE_LINE, subject=ONE_LINE, publisher=ONE_LINE)
def test_an_answer_is_laid_as_it_was_given_or_refused(
    small: Path, title: str, subject: str, publisher: str
) -> None:
    lay_or_refuse(small, title, subject, publisher)


def lay_or_refuse(program: Path, title: str, subject: str, publisher: str) -> None:
    """Lay an archive, and find the answers in it again; or have them refused, and nothing there."""
    given = answered(title=title, subject=subject, publisher=publisher)
    if any(answers.fault(one, getattr(given, one.name), LANGUAGES) for one in QUESTIONS):
        return
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(init, "HOME", program)
        home = Path(folder, "home")
        with suppress(init.UnsoundError):
            init.init(home, given, DAY, examples=True)
        if not home.exists():
            assert [*Path(folder).iterdir()] == []
            return
        cited = yaml.safe_load((home / "CITATION.cff").read_text("utf-8"))
        assert (cited["title"], cited["authors"]) == (given.title, [{"name": given.publisher}])
        plain = yaml.safe_load((home / "content/archive.yaml").read_text("utf-8"))
        assert (plain["title"], plain["subject"]) == (given.title, given.subject)


def test_usual_names_are_not_refused(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "HOME", small)
    for n, text in enumerate(("L’archive (v. 2) : a_b, c*d", "8 € #5", "{a}", "R&D | B+ <x>")):
        given = answered(title=text, subject=text, publisher=text)
        number = init.init(tmp_path / str(n), given, DAY, examples=False)
        assert number == sum(path.is_file() for path in (tmp_path / str(n)).rglob("*"))


REQUIRED = [question.name for question in QUESTIONS if question.default is None]


@pytest.mark.parametrize("missing", REQUIRED)
def test_without_a_terminal_a_missing_answer_is_an_error_that_names_the_option(
    missing: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = [one for one in init_command(tmp_path / "x", "fr") if f"--{missing}=" not in one]
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(given) == 2
    assert f"suites: --{missing}: " in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"language": "xx"}, '--language cannot be "xx"'),
        ({"licence": "mine"}, '--licence cannot be "mine"'),
        ({"title": "a\x07b"}, "--title holds U+0007, a sign that cannot be seen"),
        ({"title": "x" * 501}, "--title: "),
        ({"contact": "claire at example.org"}, '--contact cannot be "claire at example.org"'),
        ({"contact": "javascript:alert(1)"}, '--contact cannot be "javascript:alert(1)"'),
        (
            {"subject": 'What the "city" said'},
            '--subject: words stand between " and ", where nothing proves them: "city"; ',
        ),
        ({"publisher": 'The "city"'}, '--publisher: words stand between " and "'),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_what_can(
    option: dict[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = {**ANSWERS["fr"], "language": "fr", **option}
    given = [f"--{name}={answer}" for name, answer in options.items()]
    assert main(["init", *given, "--", str(tmp_path / "x")]) == 2
    assert said in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_all_that_is_missing_is_said_at_once_with_the_line_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init", "--language=fr", "--title=A", str(tmp_path / "x")]) == 2
    *_, line = said = capsys.readouterr().err.splitlines()
    assert [one.split(": ")[1] for one in said[:-1]] == ["--subject", "--publisher"]
    assert line.endswith("""make init FOLDER=… OPTIONS='--subject "…" --publisher "…"'""")


def test_the_licence_is_spelt_either_way(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "HOME", small)
    given = [one for one in init_command(tmp_path / "x", "fr") if "--licence" not in one]
    assert main([given[0], "--license=CC0-1.0", *given[1:]]) == 0
    assert "texts: CC0-1.0" in (tmp_path / "x/content/archive.yaml").read_text("utf-8")


def test_at_a_terminal_each_question_is_asked_until_it_is_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = iter(["klingon", "fr", "", "Les trams", 'la "ville"', "la ville", "Nous", "?", "", ""])
    asked: list[str] = []

    def ask(words: str) -> str:
        asked.append(words)
        return next(said)

    none = argparse.Namespace(**{question.name: None for question in QUESTIONS})
    given = command._answers(none, ("fr",), ask)
    assert given == Answers("Les trams", "la ville", "fr", "Nous", "", "CC-BY-4.0")
    assert len(asked) == 10
    assert asked[0] == "language that the archive is written in (fr: français): "
    assert asked[4] == asked[5] == "its subject, in a few words: "
    assert asked[-1] == "licence of its texts [CC-BY-4.0]: "
    wrong_language, wrong_subject, wrong_contact = capsys.readouterr().out.splitlines()
    assert wrong_language.startswith('--language cannot be "klingon"')
    assert wrong_subject.startswith("--subject: words stand between")
    assert wrong_contact.startswith('--contact cannot be "?"')


def test_nothing_is_laid_over_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").touch()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("full", "file", "link"):
        assert main(init_command(tmp_path / name, "fr")) == 2
        assert capsys.readouterr().err.startswith("suites: ")
    assert not (tmp_path / "elsewhere").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_program_without_its_repository_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(init, "HOME", tmp_path)
    assert main(init_command(tmp_path / "x", "fr")) == 2
    assert "this program is in no repository of its own" in capsys.readouterr().err
    for name in ("pelicanconf.py", "LICENSE"):
        home = write_folder(tmp_path / name, PROGRAM)
        shutil.copy(ROOT / "LICENSE", home)
        (home / name).write_text("Mine.\n")
        if name == "pelicanconf.py":
            (home / name).unlink()
        monkeypatch.setattr(init, "HOME", home)
        assert main(init_command(tmp_path / "x", "fr")) == 2
        assert name in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_the_folder_is_a_repository_where_it_lies_in_none(
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(init, "HOME", small)
    assert main(init_command(tmp_path / "x", "fr")) == 0
    assert (tmp_path / "x/.git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert "nothing is committed yet: git add . && git commit" in capsys.readouterr().out
    # Not one within another.
    assert main(init_command(tmp_path / "x/sub", "fr")) == 0
    assert not (tmp_path / "x/sub/.git").exists()
    assert f"it lies in the git repository {tmp_path / 'x'}: " in capsys.readouterr().out
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert main(init_command(tmp_path / "y", "fr")) == 0
    assert "run git init -b main there" in capsys.readouterr().out


def test_a_repository_that_was_just_cloned_is_empty(
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(init, "HOME", small)
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "x")], check=True)
    assert main(init_command(tmp_path / "x", "fr")) == 0
    assert "the git repository that it was" in capsys.readouterr().out
    assert (tmp_path / "x/content/archive.yaml").is_file()


def test_an_archive_lays_another_one(laid: Path, language: str, tmp_path: Path) -> None:
    command = init_command(tmp_path / "second", language, title="2")
    own = environment(PYTHONPATH=str(laid / "plugins"))
    done = run_module(tmp_path, "suites", *command, env=own)
    assert done.returncode == 0, done.stderr
    assert manifest.read(tmp_path / "second") == manifest.read(laid)


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="minutes, for the set-up: make prove")
def test_it_builds_and_passes_its_tests_in_an_empty_home(language: str, tmp_path: Path) -> None:
    """As somebody has it who has only Python, make and git."""
    folder = tmp_path / "trams"
    assert main(init_command(folder, language)) == 0
    (tmp_path / "home").mkdir()
    keep = (
        "PATH",
        "LANG",
        "CHROMIUM",
        "SSL_CERT_FILE",
        "PIP_",
        "UV_",
        "HTTP",
        "NO_PROXY",
        "no_proxy",
    )
    own = {name: text for name, text in os.environ.items() if name.startswith((*keep, "http"))}
    for target in ("html", "check", "test-content"):
        done = subprocess.run(
            ["make", target],
            cwd=folder,
            env={**own, "HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
