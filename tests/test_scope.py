"""What a change needs to be tested, decided in real repositories and from a site that is served."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = "content/articles/2021/tram.md"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository with a program, content and one commit."""
    home = tmp_path / "home"
    for path in (ARTICLE, "content/archive.yaml", "plugins/program.py", "README.md"):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(path)
    (home / "tools").mkdir()
    shutil.copy(ROOT / "tools/scope.sh", home / "tools")
    git(home, "init", "--quiet", "--initial-branch=main")
    commit(home)
    return home


def git(home: Path, *arguments: str) -> str:
    me = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *me, *arguments], cwd=home, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(home: Path) -> str:
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--allow-empty", "--message=change")
    return git(home, "rev-parse", "HEAD")


def scope(home: Path, *since: str, site: str = "") -> str:
    done = subprocess.run(
        ["tools/scope.sh", *since],
        cwd=home,
        env={**os.environ, "SITEURL": site},
        check=True,
        capture_output=True,
        text=True,
    )
    name, _, said = done.stdout.strip().partition("=")
    assert name == "scope"
    assert (said == "program") is done.stderr.startswith("the program is tested: ")
    return said


def write(home: Path, path: str, text: str = "changed") -> None:
    (home / path).parent.mkdir(parents=True, exist_ok=True)
    (home / path).write_text(text)


CONTENT: dict[str, Callable[[Path], object]] = {
    "an article written": lambda home: write(home, "content/articles/2022/new.md"),
    "an article changed": lambda home: write(home, ARTICLE),
    "an article removed": lambda home: (home / ARTICLE).unlink(),
    "an article moved": lambda home: (home / ARTICLE).rename(home / "content/moved.md"),
    "a name with signs": lambda home: write(home, 'content/pages/l\'été \n\t"x".md'),
    "the same again": lambda home: write(home, ARTICLE, ARTICLE),
}

PROGRAM: dict[str, Callable[[Path], object]] = {
    "the program changed": lambda home: write(home, "plugins/program.py"),
    "a file of the program removed": lambda home: (home / "plugins/program.py").unlink(),
    "moved out of the content": lambda home: (home / ARTICLE).rename(home / "plugins/tram.md"),
    "moved into the content": lambda home: (home / "README.md").rename(home / "content/a.md"),
    "a folder that begins as content does": lambda home: write(home, "content-of-mine/a.md"),
    "a file in the cache": lambda home: write(home, ".cache/templates/a.cache"),
    "a workflow": lambda home: write(home, ".github/workflows/a.yml"),
    "a link in the content": lambda home: (home / "content/a.md").symlink_to("../README.md"),
    "an article made executable": lambda home: (home / ARTICLE).chmod(0o755),
    "the program made executable": lambda home: (home / "plugins/program.py").chmod(0o755),
    "the content made a link": lambda home: (
        (home / "content").rename(home / "texts"),
        (home / "content").symlink_to("texts"),
    ),
}


@pytest.mark.parametrize("change", CONTENT)
def test_what_lies_in_the_content_alone_is_content(change: str, home: Path) -> None:
    since = git(home, "rev-parse", "HEAD")
    CONTENT[change](home)
    commit(home)
    assert scope(home, since) == scope(home, "HEAD^") == "content"


@pytest.mark.parametrize("change", PROGRAM)
def test_whatever_else_differs_is_program_also_when_content_changed_last(
    change: str, home: Path
) -> None:
    since = git(home, "rev-parse", "HEAD")
    PROGRAM[change](home)
    commit(home)
    assert scope(home, "HEAD^") == "program"
    write(home, "content/articles/2022/new.md")
    commit(home)
    assert scope(home, since) == "program"


def test_a_submodule_is_program_wherever_it_lies(home: Path) -> None:
    for place in ("content/other", "other"):
        git(home, "submodule", "--quiet", "add", str(home), place)
        commit(home)
        assert scope(home, "HEAD^") == "program"
        git(home, "reset", "--quiet", "--hard", "HEAD^")
        shutil.rmtree(home / place, ignore_errors=True)
        shutil.rmtree(home / ".git/modules")


def test_no_content_at_all_is_program(home: Path) -> None:
    shutil.rmtree(home / "content")
    commit(home)
    assert scope(home, "HEAD^") == "program"


def test_what_changed_and_changed_back_does_not_differ(home: Path) -> None:
    since = git(home, "rev-parse", "HEAD")
    write(home, "plugins/program.py")
    commit(home)
    write(home, "plugins/program.py", "plugins/program.py")
    commit(home)
    assert scope(home, since) == "content"


def test_a_proposed_change_is_compared_with_what_it_is_merged_into(home: Path) -> None:
    git(home, "switch", "--quiet", "--create", "proposed")
    write(home, ARTICLE)
    commit(home)
    git(home, "switch", "--quiet", "main")
    write(home, "plugins/program.py")
    commit(home)
    git(home, "merge", "--quiet", "--no-edit", "proposed")
    # As GitHub gives it: the merge and its parents alone.
    git(home, "clone", "--quiet", "--depth=2", f"file://{home}", "../shallow")
    shallow = home.parent / "shallow"
    assert git(shallow, "rev-parse", "--is-shallow-repository") == "true"
    assert scope(shallow, "HEAD^") == "content"


def test_a_commit_that_is_not_in_the_history_is_program(home: Path) -> None:
    first = git(home, "rev-parse", "HEAD")
    git(home, "switch", "--quiet", "--create", "other")
    other = commit(home)
    git(home, "switch", "--quiet", "main")
    write(home, ARTICLE)
    commit(home)
    assert scope(home, first) == "content"
    assert scope(home, other) == scope(home, "0" * 40) == scope(home, "-n") == "program"
    git(home, "clone", "--quiet", "--depth=1", f"file://{home}", "../shallow")
    assert scope(home.parent / "shallow", first) == "program"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that is served, and its address."""
    folder = tmp_path / "site"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_site_says_since_when(home: Path, site: tuple[Path, str]) -> None:
    folder, address = site
    deployed = git(home, "rev-parse", "HEAD")
    (folder / "commit.txt").write_text(f"{deployed}\n")
    assert scope(home, site=address) == "content"
    write(home, ARTICLE)
    commit(home)
    assert scope(home, site=f"{address}/") == "content"
    # This one was never deployed: a later one came before its turn.
    write(home, "plugins/program.py")
    commit(home)
    write(home, ARTICLE, "changed again")
    last = commit(home)
    assert scope(home, "HEAD^") == "content"
    assert scope(home, site=address) == "program"
    (folder / "commit.txt").write_text(f"{last}\n")
    assert scope(home, site=address) == "content"


@pytest.mark.parametrize(
    "said",
    ["", "main", "HEAD", "\n", "{short}", "0abc", "{commit}0", "{commit} ", "-{commit}", "0" * 40],
)
def test_a_site_that_names_no_commit_of_the_history_is_program(
    said: str, home: Path, site: tuple[Path, str]
) -> None:
    folder, address = site
    commit_ = git(home, "rev-parse", "HEAD")
    (folder / "commit.txt").write_text(said.format(commit=commit_, short=commit_[:12]))
    assert scope(home, site=address) == "program"


def test_a_site_that_says_nothing_is_program(home: Path, site: tuple[Path, str]) -> None:
    assert scope(home, site=site[1]) == "program"  # 404
    assert scope(home, site="http://127.0.0.1:1") == "program"
    assert scope(home) == "program"
