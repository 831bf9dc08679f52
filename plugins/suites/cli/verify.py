"""`suites verify`: the quotations are proven by the captures in `captures/`."""

import argparse
import sys
from pathlib import Path

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import problem_report
from suites.archive.problems import nearest, printable, quoted, report
from suites.capture import captures_folder, verification
from suites.capture.archived_copies import copies_folder
from suites.capture.archived_copies.copies_folder import CopyTexts
from suites.capture.limits import LARGEST_PAGE
from suites.cli import options
from suites.system import environment
from suites.system.atomic_write import LinkInTheWayError
from suites.system.web_client import WebClient


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which articles, and where the content and the captures lie."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="articles (default: all)")
    parser.add_argument(
        "--archived", action="store_true",
        help="also fetch the articles' archived copies, into archived/ of the captures",
    )  # fmt: skip
    options.add_web(parser)
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
    copies = captures.texts
    if arguments.archived:
        try:
            archived = _archived(arguments, linked, ids)
        except LinkInTheWayError as error:
            print(f"suites: {printable(str(error))}", file=sys.stderr)
            return 1
        sys.stderr.writelines(f"{printable(fault)}\n" for fault in archived.faults)
        copies = {id_: [*copies.get(id_, ()), *archived.texts.get(id_, ())] for id_ in ids}
    verified = verification.verify(linked, ids, copies)
    left_out = {*unread} & {*arguments.ids} if arguments.ids else unread
    unreadable = [one for one in loaded.problems if Path(one.path).stem in left_out]
    problems = (*unreadable, *captures.problems, *verified.problems)
    sys.stderr.writelines(f"{failure}\n" for failure in captures.failures)
    lines = [*verified.warnings, *verification.shares(linked, verified.proofs), str(verified)]
    if arguments.archived:
        lines[:0] = (verification.verdict(linked, proof) for proof in verified.proofs)
    print("\n".join(filter(None, (report(problems), *lines))))
    is_missing = arguments.archived and any(p.lacking and not p.proven_by for p in verified.proofs)
    return 1 if problems or is_missing else 0


def _archived(
    arguments: argparse.Namespace, linked: LinkedArchive, ids: tuple[str, ...]
) -> CopyTexts:
    agent = options.user_agent(linked.archive.settings.contact)
    with WebClient(
        agent, pause=arguments.pause, largest=LARGEST_PAGE, private=arguments.private_hosts
    ) as client:
        return copies_folder.load_copy_texts(arguments.captures, linked, ids, client)
