"""Random edits of a project: of its sources, and what becomes of its output and its cache."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from support.build_results import build_refusal, read_tree, serve_round
from support.own_theme import LOGO, add_own_theme

Edit = Callable[[Path, random.Random], None]
FOREIGN_FILE_REFUSAL = "that no build made"


def records(project: Path, kind: str = "") -> list[Path]:
    """Return the files of the records of a kind, by default of all."""
    return sorted((project / "content" / kind).rglob("*.md"))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Replace the text of a file with that which `change` makes of it."""
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def add_sentence(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    rewrite(path, lambda text: text + f"\nUne phrase de plus, la {chance.randint(1, 9)}e.\n")


def change_comment(project: Path, chance: random.Random) -> None:
    """Change what its file alone shows: neither the data of a record nor its body."""
    path = chance.choice(records(project))
    comment = f"---\n# remarque {chance.randint(1, 9)}\n"
    rewrite(path, lambda text: text.replace("---\n", comment, 1))


def add_link(project: Path, chance: random.Random) -> None:
    path, other = chance.choice(records(project)), chance.choice(records(project))
    label = chance.choice(("", "|ici"))
    rewrite(path, lambda text: f"{text}\nVoir aussi [[{other.stem}{label}]] et rien d’autre.\n")


def change_title(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    rewrite(
        path,
        lambda text: re.sub("(title|name): ", rf"\1: N{chance.randint(1, 99)} ", text, count=1),
    )


def change_line(project: Path, chance: random.Random) -> None:
    """Put any line of a record in the place of another: mostly a problem, to be reported alike."""
    path = chance.choice(records(project))
    lines = path.read_text("utf-8").split("\n")
    other = chance.choice(records(project)).read_text("utf-8").split("\n")
    lines[chance.randrange(len(lines))] = chance.choice(other)
    path.write_text("\n".join(lines), "utf-8")


def change_value(project: Path, chance: random.Random) -> None:
    pairs = [
        ("stage: announced", "stage: confirmed"), ("stage: testing", "stage: partial"),
        ("role: reports", "role: delays"), ("role: announces", "role: reports"),
        ('due: "2022"', 'due: "2030"'), ("themes: [transports]", "themes: []"),
        ("themes: []", "themes: [transports]"), ("speaker: ana-morel\n", "via: ana-morel\n"),
        ("kind: promise", "kind: decision"), ('added: "2026', 'added: "2025'),
        ("kind: claim", "kind: context"), ("modality: intended", "modality: promised"),
        ("actors: [ana-morel]", "actors: []"), ("outlet: gazette-du-port", "outlet: agence-brume"),
    ]  # fmt: skip
    old, new = chance.choice(pairs)
    for path in records(project):
        if old in path.read_text("utf-8"):
            rewrite(path, lambda text: text.replace(old, new, 1))
            return


def _without_aliases(path: Path) -> str:
    return re.sub(r"^aliases: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)


def add_record(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    copy = path.with_name(f"{path.stem}-{chance.randint(1, 9)}.md")
    copy.write_text(_without_aliases(path), "utf-8")


def remove_record(project: Path, chance: random.Random) -> None:
    chance.choice(records(project)).unlink()


def rename_record(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    text, kept = _without_aliases(path), chance.choice((f"aliases: [{path.stem}]\n", ""))
    path.unlink()
    path.with_name(f"{path.stem}-bis.md").write_text(
        text.replace("---\n", f"---\n{kept}", 1), "utf-8"
    )


def withdraw_record(project: Path, chance: random.Random) -> None:
    """Withdraw a record, and leave its old ids, and its kind where that says its address."""
    path = chance.choice(records(project))
    kept = re.findall(r"^(?:aliases|kind): \[.*\n", path.read_text("utf-8"), flags=re.MULTILINE)
    why = f"Raison {chance.randint(1, 9)}."
    said = f'withdrawn: {{on: "2026-01", why: "{why}", keep: nothing}}\n'
    path.write_text("".join(("---\n", *kept, said, "---\n")), "utf-8")


def change_aliases(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    more = chance.choice((f"aliases: [ancien-{chance.randint(1, 9)}]\n", ""))
    path.write_text(_without_aliases(path).replace("---\n", f"---\n{more}", 1), "utf-8")


def touch_record(project: Path, chance: random.Random) -> None:
    chance.choice(records(project)).touch()


def change_vocabulary(project: Path, _chance: random.Random) -> None:
    rewrite(project / "content/vocabulary.yaml", lambda text: text.replace("ligne de", "rame de"))


def change_settings(project: Path, chance: random.Random) -> None:
    subject = f"subject: Sujet {chance.randint(1, 9)}"
    rewrite(
        project / "content/archive.yaml",
        lambda text: re.sub("^subject: .*", subject, text, flags=re.M),
    )


def change_day(project: Path, chance: random.Random) -> None:
    day = f'as_of: "202{chance.randint(2, 4)}-12-31"'
    rewrite(
        project / "content/archive.yaml", lambda text: re.sub("^as_of: .*", day, text, flags=re.M)
    )


def change_template(project: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((project / "theme/templates").glob("*.html")))
    rewrite(path, lambda text: text + f"<!-- {chance.randint(1, 99)} -->\n")


def change_stylesheet(project: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((project / "theme/static/css").glob("*.css")))
    rewrite(
        path,
        lambda text: f"{text}\n@layer utilities {{ .n{chance.randint(1, 9)} {{ gap: 0; }} }}\n",
    )


def change_theme_files(project: Path, chance: random.Random) -> None:
    path = project / f"theme/static/plus-{chance.randint(1, 2)}.txt"
    if path.exists():
        path.unlink()
    else:
        path.write_text("un fichier du thème", "utf-8")


def change_own_theme(project: Path, chance: random.Random) -> None:
    """Give the archive a theme of its own, or change or remove a file of the one that it has."""
    folder = project / "content/theme"
    if not folder.exists():
        add_own_theme(project / "content")
        return
    path = chance.choice((folder / "logo.svg", folder / "fonts/quai.txt"))
    if chance.random() < 0.2:
        path.unlink(missing_ok=True)  # a problem, until it is there again
    elif path.suffix == ".svg":
        width = chance.choice((120, 160))
        path.write_text(LOGO.replace("0 0 160", f"0 0 {width}"), "utf-8")
    else:
        path.write_text(f"OFL {chance.randint(1, 9)}\n", "utf-8")


def change_own_template(project: Path, chance: random.Random) -> None:
    path = project / "templates/partials" / chance.choice(("footer.html", "contents.html"))
    if path.exists():
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{chance.randint(1, 9)}</p>\n", "utf-8")


def change_site_url(_project: Path, chance: random.Random) -> None:
    os.environ["SITEURL"] = chance.choice(("", "https://example.org/archive"))


USUAL: tuple[Edit, ...] = (
    add_sentence, add_link, change_title, change_value, add_record, touch_record, add_sentence,
    change_value, change_aliases, change_comment,
)  # fmt: skip
RARE: tuple[Edit, ...] = (
    remove_record, rename_record, change_line, change_vocabulary, change_settings,
    change_day, change_template, change_stylesheet, change_theme_files,
    change_site_url, change_own_theme, change_own_template, withdraw_record,
)  # fmt: skip


def damage_output(project: Path, chance: random.Random) -> None:
    output = project / "output"
    found = sorted(p for p in output.rglob("*") if p.is_file()) if output.is_dir() else []
    for path in chance.sample(found, min(len(found), chance.choice((1, 1, 9)))):
        if chance.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(b"altered")


def add_foreign_file(project: Path, chance: random.Random) -> None:
    path = project / "output" / chance.choice(("CNAME", "articles/x/note.txt", "new/index.html"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"of others")


def delete_output(project: Path, _chance: random.Random) -> None:
    shutil.rmtree(project / "output", ignore_errors=True)


def delete_cache(project: Path, _chance: random.Random) -> None:
    shutil.rmtree(project / ".cache", ignore_errors=True)


def damage_cache(project: Path, chance: random.Random) -> None:
    found = sorted(p for p in (project / ".cache").rglob("*") if p.is_file() and p.name != "lock")
    if found:
        path = chance.choice(found)
        damaged = bytearray(path.read_bytes())
        if damaged and chance.random() < 0.7:
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
        else:
            path.unlink()


def build_elsewhere(project: Path, _chance: random.Random) -> None:
    build_refusal(project, project / "elsewhere")


def serve(project: Path, _chance: random.Random) -> None:
    serve_round(project)


def check(project: Path, _chance: random.Random) -> None:
    from suites.build.records import load_cached

    assert isinstance(load_cached((project / "content").resolve()).problems, tuple)


DAMAGES: tuple[Edit, ...] = (
    damage_output, damage_output, add_foreign_file, delete_output, delete_cache, damage_cache,
    damage_cache, build_elsewhere, serve, serve, check,
)  # fmt: skip


def foreign_files(project: Path) -> dict[str, bytes]:
    """Return the files in the output that no build made, and that stay there."""
    output = project / "output"
    return {path: of for path, of in read_tree(output).items() if of == b"of others"}
