"""`suites verify`: the quotations are proven by the captures in `captures/`."""

import argparse
import sys
from pathlib import Path

from suites.analysis import loading
from suites.archive import problem_report
from suites.archive.problems import nearest, quoted, report
from suites.capture import captures_folder, verification
from suites.cli import options
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which articles, and where the content and the captures lie."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="articles (default: all)")
    options.add_content(parser)
    options.add_captures(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the quotations that are not proven, and a count of the others; 1 if any problem."""
    loaded = loading.load_archive(arguments.content, environment.today())
    if loaded.readable is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return 1
    # A draft has problems until it is written, and its quotations can be proven before.
    linked = loaded.readable
    articles, unread = linked.archive.articles, linked.archive.unread
    for id_ in arguments.ids:
        if id_ not in articles and id_ not in unread:
            print(f"no article is called {quoted(id_)}; {nearest(id_, articles)}", file=sys.stderr)
            return 2
    ids = tuple(id_ for id_ in arguments.ids or articles if id_ in articles)
    captures = captures_folder.load_capture_texts(arguments.captures, linked, frozenset(ids))
    verified = verification.verify(linked, ids, captures.texts)
    left_out = {*unread} & {*arguments.ids} if arguments.ids else unread
    unreadable = [one for one in loaded.problems if Path(one.path).stem in left_out]
    problems = (*unreadable, *captures.problems, *verified.problems)
    sys.stderr.writelines(f"{failure}\n" for failure in captures.failures)
    lines = (*verified.warnings, *verification.shares(linked, verified.proofs), str(verified))
    print("\n".join(filter(None, (report(problems), *lines))))
    return 1 if problems else 0
