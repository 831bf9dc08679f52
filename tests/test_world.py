"""Whatever the machine is like, a command works, or says in one sentence why it cannot."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from support import in_process
from support.commands import (
    ROOT,
    environment,
    linux,
    obey_permissions,
    posix,
    replace_once,
    run_module,
)
from support.length import at_length, sample
from support.projects import copy_project

PAGE = "content/pages/methode.md"
BUILD, PELICAN = ("suites", "build"), ("pelican", "content", "-s", "pelicanconf.py")
COMMANDS = (BUILD, PELICAN)
WAIT_SECONDS = 60


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.fixture
def uncached(tmp_path: Path) -> Path:
    """A project without the folder of a cache."""
    return copy_project(tmp_path / "project", empty_cache=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built; its tests leave it as it is."""
    project = copy_project(tmp_path_factory.mktemp("built"))
    done = in_process.run(project, "build")
    assert done.returncode == 0, done.stderr
    return project


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.01)


def reported(text: str) -> list[str]:
    """The lines of a command but for its progress, which a busy machine shows."""
    progress = re.compile(r".*(?: %, about .* left)|indexing for the search")
    return [line for line in text.splitlines() if not progress.fullmatch(line)]


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that failed."""
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = reported(done.stdout + done.stderr)
    return line


# The settings, and what they name


def test_pelican_says_our_closing_line_and_not_its_own(project: Path) -> None:
    done = run_module(project, *PELICAN)
    files = len(contents(project / "output")) - 1  # the manifest is none of the site
    assert f" pages, {files} files written, " in done.stdout
    assert done.stdout.rstrip().endswith(" s, no problem")
    assert "Done: Processed" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", [BUILD, PELICAN])
def test_a_theme_of_others_is_refused_in_one_sentence(
    project: Path, command: tuple[str, ...]
) -> None:
    replace_once(project / "pelicanconf.py", 'THEME = "theme"', 'THEME = "simple"')
    assert "simple is no theme of this program: it has no static/css;" in sentence(
        run_module(project, *command)
    )


@at_length
def test_a_template_that_goes_is_named_in_one_sentence(built: Path, tmp_path: Path) -> None:
    before = contents(built / "output")
    template = built / "theme/templates/article.html"
    shutil.move(template, tmp_path)
    try:
        for command in (BUILD, PELICAN):
            assert "theme/templates/article.html: the theme lacks this template" in sentence(
                run_module(built, *command)
            )
    finally:
        shutil.move(tmp_path / template.name, template)
    assert contents(built / "output") == before


@pytest.mark.prove
@pytest.mark.parametrize(
    ("old", "new", "says"),
    sample(
        [
            ('TIMEZONE = "', 'TIMEZONE = = "', "pelicanconf.py:12: SyntaxError: "),
            ('TIMEZONE = "', 'TIMEZONE = UNKNOWN + "', "pelicanconf.py:12: NameError: "),
            ('THEME = "theme"', 'THEME = "nowhere"', "Could not find the theme nowhere"),
            ('PATH = "content"', 'PATH = "nowhere"', "You need to specify a path"),
            ("REPOSITORY_URL = ", "OTHER_URL = ", "REPOSITORY_URL is text in the settings"),
            ('CAPTURES_PATH = "captures"', "CAPTURES_PATH = None", "CAPTURES_PATH is text"),
            ('PLUGINS = ["suites.build.pelican_plugin"]', "PLUGINS = []", "PLUGINS in the"),
        ],
        2,
    ),
)
def test_what_is_wrong_with_the_settings_is_said_in_one_sentence(
    built: Path, tmp_path: Path, old: str, new: str, says: str
) -> None:
    shutil.copy(built / "pelicanconf.py", tmp_path)
    for name in ("content", "theme"):
        (tmp_path / name).symlink_to(built / name)
    replace_once(tmp_path / "pelicanconf.py", old, new)
    assert says in sentence(run_module(tmp_path, *BUILD))


def test_a_mistake_does_not_end_pelicans_rebuilding_and_the_next_good_save_is_built(
    project: Path,
) -> None:
    log = project / "log"
    with log.open("w") as stream:
        watching = subprocess.Popen(
            [sys.executable, "-m", *PELICAN, "--autoreload"],
            cwd=project,
            env=environment(),
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: log.read_text("utf-8").count("no problem") == 1)
        time.sleep(1)
        replace_once(project / PAGE, "title:", "tilte:")
        until(lambda: "the site is left as it was" in log.read_text("utf-8"))
        said = log.read_text("utf-8")
        assert f"{PAGE}:2:1: " in said
        assert "Traceback" not in said
        time.sleep(1)
        assert log.read_text("utf-8").count("the site is left as it was") == 1
        replace_once(project / PAGE, "tilte:", "title: Nouvelle")
        until(lambda: log.read_text("utf-8").count("no problem") == 2)
        assert watching.poll() is None
    finally:
        watching.kill()
        watching.wait()
    assert "Nouvelle" in (project / "output/methode/index.html").read_text("utf-8")


# The disk


@pytest.mark.prove
@pytest.mark.parametrize(
    ("folder", "command"),
    sample(
        [*product(("content", "content/site", "theme", "captures", ".", "..", "to"), COMMANDS)], 3
    ),
)
def test_a_site_is_not_written_into_its_sources(
    built: Path, command: tuple[str, ...], folder: str
) -> None:
    (built / "to").symlink_to("content")
    try:
        said = sentence(run_module(built, *command, "--output", folder))
    finally:
        (built / "to").unlink()
    assert said.startswith("the site cannot be written into its own sources: ")


@at_length
@pytest.mark.prove
@pytest.mark.parametrize(
    ("folder", "command"), sample([*product((".cache", "output"), COMMANDS)], 3)
)
def test_a_folder_that_is_a_file_is_named_in_one_sentence(
    uncached: Path, command: tuple[str, ...], folder: str
) -> None:
    (uncached / folder).write_text("no folder", "utf-8")
    assert f"{uncached / folder}" in sentence(run_module(uncached, *command))


@linux
@pytest.mark.prove
@pytest.mark.parametrize(
    ("folder", "command"), sample([*product((".cache", "output"), COMMANDS)], 3)
)
def test_a_folder_that_cannot_be_written_is_named_in_one_sentence(
    uncached: Path, command: tuple[str, ...], folder: str
) -> None:
    (uncached / folder).mkdir(mode=0o500)
    said = sentence(run_module(uncached, *command, preexec_fn=obey_permissions))
    assert f"{uncached / folder}" in said


@linux
@pytest.mark.parametrize("name", ["content/pages", PAGE])
def test_what_cannot_be_read_is_never_left_out_of_the_site(built: Path, name: str) -> None:
    before = contents(built / "output")
    path = built / name
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        for command in (BUILD, PELICAN, ("suites", "check"), ("suites", "stats")):
            done = run_module(built, *command, preexec_fn=obey_permissions)
            assert sentence(done).endswith(f"{name}: permission denied")
    finally:
        path.chmod(mode)
    assert contents(built / "output") == before


@linux
def test_captures_that_cannot_be_read_or_noted_are_named_in_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/site/content", tmp_path / "content")
    saves = tmp_path / "saves/hidden"
    saves.mkdir(parents=True)
    (saves / "page.html").write_text("<p>Une page.", "utf-8")
    convert = ("suites", "convert", "--theme", str(ROOT / "theme"), "saves")
    saves.chmod(0)
    try:
        done = run_module(tmp_path, *convert, preexec_fn=obey_permissions)
    finally:
        saves.chmod(0o755)
    assert sentence(done) == "suites: saves/hidden: permission denied"
    (tmp_path / ".cache").write_text("no folder", "utf-8")
    assert sentence(run_module(tmp_path, *convert)) == "suites: .cache/conversion: not a directory"


@linux
@pytest.mark.prove
def test_a_full_disk_is_called_so_and_the_next_build_says_nothing_of_it(
    uncached: Path,
) -> None:
    small = uncached / "small"
    small.mkdir()
    script = """
    mount -t tmpfs -o size="$1"k tmpfs small || exit 77
    ln -s small/cache .cache; ln -s small/output output; mkdir small/cache small/output
    shift; "$@"; status=$?; mount -o remount,size=99m small
    echo "then" >&2; "$@" || exit 99
    exit $status
    """
    for size in sample((1500, 200, 3000), 3):
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", script, "sh", str(size), sys.executable, "-m", *BUILD],
            cwd=uncached,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode in (1, 77) and "then" not in done.stderr:
            pytest.skip("no disk may be mounted here")
        before, _, after = done.stderr.partition("then\n")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "the disk is full" in before
        assert "Traceback" not in before
        assert "another build" not in before
        assert after == "" or "%" in after
        assert "no problem" in done.stdout
        for link in (".cache", "output"):
            (uncached / link).unlink()


def test_a_build_that_was_killed_is_followed_by_one_that_says_nothing_of_it(
    project: Path,
) -> None:
    assert in_process.run(project, "build").returncode == 0
    before = contents(project / "output")
    for command in (("suites", "build", "--full"), BUILD):
        replace_once(project / PAGE, "title: ", "title: Nouvelle ")
        running = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=project, env=environment(), start_new_session=True
        )
        until(lambda: _count(project / ".cache/staging") > 0)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        replace_once(project / PAGE, "title: Nouvelle ", "title: ")
        done = run_module(project, *BUILD)
        assert done.returncode == 0
        assert reported(done.stderr) == []
        assert contents(project / "output") == before


@at_length
@pytest.mark.prove
def test_a_build_whose_cache_is_deleted_meanwhile_says_so_or_ends_well(project: Path) -> None:
    staging = project / ".cache/staging"
    for after in sample((20, 0, 80), 3):
        running = subprocess.Popen(
            [sys.executable, "-m", *BUILD],
            cwd=project,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        until(lambda: running.poll() is not None or _count(staging) > after)  # noqa: B023
        for folder in ("output", ".cache"):
            shutil.rmtree(project / folder, ignore_errors=True)
        said = running.communicate()
        done = subprocess.CompletedProcess((), running.returncode, *said)
        assert done.returncode == 0 or sentence(done)
    assert in_process.run(project, "build").returncode == 0
    assert (project / "output/methode/index.html").is_file()


def _count(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


# The process


@at_length
@posix
@pytest.mark.prove
@pytest.mark.parametrize(
    ("command", "closed"),
    sample(
        [
            ((*BUILD, "--full"), "2>&-"),
            ((*BUILD, "--full"), "<&- >&- 2>&-"),
            (PELICAN, "2>&-"),
            (PELICAN, ">&-"),
            (("suites", "check"), "2>&-"),
            (("suites", "check"), ">&-"),
            (("suites", "verify"), "2>/dev/full"),
        ],
        2,
    ),
)
def test_streams_that_are_closed_do_no_harm(
    built: Path, command: tuple[str, ...], closed: str
) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("there is no such device")
    before = contents(built / "output")
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", *command],
        cwd=built,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert contents(built / "output") == before


@posix
@pytest.mark.parametrize("command", sample(["build", "check", "verify", "stats"], 2))
def test_output_that_cannot_be_written_is_told_in_one_sentence(built: Path, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no such device")
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >/dev/full', "sh", sys.executable, "-m", "suites", command],
        cwd=built,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert sentence(done) == "suites: the disk is full"


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder of locales that holds one of other bytes, where it can be compiled."""
    folder = tmp_path_factory.mktemp("locales")
    if tool := shutil.which("localedef"):
        command = [tool, "-f", "ISO-8859-1", "-i", "fr_FR", str(folder / "fr_FR.ISO-8859-1")]
        subprocess.run(command, capture_output=True, check=False)
    return str(folder)


@at_length
@pytest.mark.prove
@pytest.mark.parametrize("name", sample(["fr_FR.ISO-8859-1", "C", "xx_YY.UTF-8"], 2))
def test_the_locale_changes_nothing(built: Path, locales: str, name: str) -> None:
    """Also one that is not installed, and where Python does not make UTF-8 of it."""
    other = environment(LC_ALL=name, LOCPATH=locales, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    for command in ((*BUILD, "--full"), PELICAN):
        done = run_module(built, *command, env=other)
        assert " 0 files written, " in done.stdout, done.stderr
    assert run_module(built, "suites", "check", env=other).stdout.startswith("no problem in ")


@linux
@pytest.mark.parametrize("command", [BUILD, PELICAN, ("suites", "serve")])
def test_a_path_that_is_no_text_is_refused_in_one_sentence(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    project = copy_project(tmp_path / os.fsdecode(b"caf\xe9"), empty_cache=True)
    assert r"caf\udce9" in sentence(run_module(project, *command))


@linux
def test_a_file_whose_name_is_no_text_is_told_by_a_later_build_as_well(built: Path) -> None:
    name = built / "content/pages" / os.fsdecode(b"caf\xe9.md")
    shutil.copy(built / PAGE, name)
    try:
        done = run_module(built, *BUILD)
    finally:
        name.unlink()
    assert r'"caf\udce9" cannot be an id [id-wrong]' in done.stderr


@at_length
@pytest.mark.prove
@pytest.mark.parametrize(
    "variables",
    sample(
        [
            {"HOME": None},
            {"HOME": "/nonexistent"},
            {"TMPDIR": "/nonexistent"},
            {"OLDPWD": os.fsdecode(b"caf\xe9"), "PAGEFIND_SITE": "/"},
        ],
        2,
    ),
)
def test_variables_that_others_set_change_nothing(
    built: Path, variables: dict[str, str | None]
) -> None:
    other = environment()
    for name, value in variables.items():
        other.pop(name, None)
        if value is not None:
            other[name] = value
    done = run_module(built, *BUILD, "--full", env=other)
    assert " 0 files written, " in done.stdout, done.stderr


@at_length
@posix
def test_a_project_may_lie_at_a_path_with_a_line_feed_or_behind_a_link(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "été\n(a b)")
    (tmp_path / "link").symlink_to(project)
    assert " files written, " in run_module(project, *BUILD).stdout
    assert run_module(tmp_path / "link", *BUILD).stdout.startswith("nothing changed: ")
    shutil.rmtree(project / "theme")
    said = sentence(run_module(project, *BUILD))
    assert r"été\n(a b)" in said


@posix
def test_an_environment_is_not_set_up_at_a_path_with_a_line_feed(tmp_path: Path) -> None:
    tools = tmp_path / "a\nb" / "tools"
    tools.mkdir(parents=True)
    shutil.copy(ROOT / "tools/setup.sh", tools)
    done = subprocess.run(
        ["sh", str(tools / "setup.sh"), "run"], capture_output=True, text=True, check=False
    )
    assert "holds a line break" in sentence(done)
    assert [path.name for path in tools.parent.iterdir()] == ["tools"]


@posix
@pytest.mark.parametrize("form", ["text", "github"])
def test_a_name_with_control_signs_is_shown_escaped(built: Path, form: str) -> None:
    path = built / "content/pages" / "a\n::error::b\x1b[31m ##[group]c.md"
    path.write_text("a page", "utf-8")
    try:
        done = run_module(built, "suites", "check", "--format", form)
    finally:
        path.unlink()
    begins = "content/pages/" if form == "text" else "::error file=content/pages/"
    first, *_ = done.stdout.splitlines()
    assert first.startswith(rf"{begins}a\n")
    assert r"b\x1b[31m #\x23[group]c" in first
    assert "##[" not in done.stdout
    assert "\x1b" not in done.stdout


@posix
def test_pages_are_for_every_reader_whatever_the_umask(project: Path) -> None:
    def ask() -> None:
        os.umask(0o077)

    for command in (BUILD, PELICAN):
        shutil.rmtree(project / "output", ignore_errors=True)
        assert run_module(project, *command, preexec_fn=ask).returncode == 0
        paths = [project / "output", *(project / "output").rglob("*")]
        modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in paths}
        assert modes == {(True, 0o755), (False, 0o644)}
