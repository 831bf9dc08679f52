"""Nearness: an account beside the article that it is of -> what it copies, and its length.

Lengths are compared with the article alone, for menus and readers' comments are no part of it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring
from suites.archive.model import Article
from suites.archive.problems import Problem, quoted
from suites.capture.copy_text import CaptureText


def problems(
    linked: LinkedArchive, article: Article, copies: Sequence[CaptureText]
) -> Iterator[Problem]:
    """Yield the problems of an account that is too near to its article, or too long beside it.

    Words in common with any of its copies count; lengths, beside the longest.
    """
    problem = partial(Problem, article.source.path, article.source.body_line, 1)
    limits = linked.archive.settings.rights
    text = linked.bodies[article.id].text
    spans = anchoring.quotations(text, linked.archive.language.quotation_marks)
    starts, ends = (0, *(span.end for span in spans)), (*(span.start for span in spans), len(text))
    # A character that no capture holds keeps the words around a quotation from joining.
    own = " \uffff ".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    runs = (anchoring.common_runs(own, copy.whole, limits.common_run) for copy in copies)
    for run in dict.fromkeys(chain.from_iterable(runs)):
        yield problem(
            "capture-common-run",
            f"the account holds {limits.common_run} words or more of the article outside quotation "
            f"marks: {quoted(run, 160)}",
            "say it in our own words, or quote it",
        )
    whole = max(len(anchoring.words(copy.article)) for copy in copies)
    count = len(anchoring.words(text))
    quoted_count = sum(len(anchoring.words(text[span.start : span.end])) for span in spans)
    of_account = "shorten the account, or link to the article without one"
    of_quotations = "shorten the quotations, or say more in our own words"
    for what, amount, share, mend in (
        ("the account has", count, limits.account_share, of_account),
        ("the quotations have", quoted_count, limits.quotation_share, of_quotations),
    ):
        if amount * 100 > share * whole:
            yield problem(
                "capture-share",
                f"{what} {amount} words, more than {share} % of the {whole} words of the article",
                mend,
            )
