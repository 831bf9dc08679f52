"""Reach: where a reader reports an error, and where one asks for a right of reply.

An error is reported in public, as an issue of the repository, or else to the archive's contact. A
reply is asked for of the contact first, for an issue is public. A correction of a record is written
in the composer. Where neither is known no page pretends that there is a way.
"""

import re
from urllib.parse import quote, urlencode

from suites.archive.model.values import address_fault
from suites.site.issue_forms import FORMS
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import ContactOption, Ref, View

_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def report(builder: ViewBuilder, view: View) -> str | None:
    """Return where an error of a page is reported; None when no way is known."""
    place = builder.deployment.absolute(view.url) or view.url
    title = builder.t("reach.report-title", title=view.title)
    body = builder.t("reach.report-body", place=place)
    if builder.deployment.repository:
        return _issue(builder, "report", title, place, body)
    contact = builder.archive.settings.contact
    if not contact:
        return None
    # What is neither an address of the web nor of mail stands on a page.
    known = (one for one in pages(builder)[::-1] if one in builder.archive.pages)
    page = next((f"{view.root}{builder.urls.of_kind('page', one)}#s_reach" for one in known), None)
    return _link(contact, title, body) or page


def pages(builder: ViewBuilder) -> tuple[str, str]:
    """Return the ids of the pages that say how to reach the archive: for a reply, for a report."""
    names = builder.urls.names.pages
    return names["reply"], names["report"]


def guide(builder: ViewBuilder) -> Ref | None:
    """Return the page for contributors; None where the archive has none."""
    _, page = pages(builder)
    return builder.ref(page) if page in builder.archive.pages else None


def options(builder: ViewBuilder, page: str) -> tuple[ContactOption, ...]:
    """Return the ways to reach the archive for one of `pages`, best first; there may be none."""
    asked = "reply" if page == pages(builder)[0] else "report"
    title = builder.t(f"reach.{asked}-title", title="").strip()
    body = builder.t(f"reach.{asked}-body", place="")
    ways = []
    if contact := builder.archive.settings.contact:
        ways.append(ContactOption(builder.t("reach.contact"), contact, _link(contact, title, body)))
    if not builder.deployment.repository:
        return tuple(ways)
    issue = _issue(builder, asked, title, "", body)
    public = ContactOption(builder.t("reach.issue"), builder.t("reach.open-issue"), issue)
    if asked == "reply":
        return (*ways, public)
    proposals = (
        ContactOption(
            builder.t(f"reach.{name}"), builder.t(f"reach.propose-{name}"), _issue(builder, name)
        )
        for name in ("article", "announcement")
        if FORMS[name].file in builder.deployment.forms
    )
    return (public, *proposals, *ways)


def composer(builder: ViewBuilder, view: View, record: str) -> str | None:
    """Return where a correction of a record is proposed; None while nobody would get it."""
    if not builder.deployment.repository and not builder.archive.settings.contact:
        return None
    return f"{view.root}{builder.urls.composer}?record={record}"


def missing(contact: str | None, repository: str) -> str:
    """Return what a site that is published lacks for its readers to reach it; empty for nothing."""
    if contact and repository:
        return ""
    if contact:
        return "REPOSITORY_URL is not given: no page leads to where a correction can be proposed"
    if repository:
        return (
            "content/archive.yaml gives no contact: a right of reply can be asked for in public "
            "only, by an issue of the repository"
        )
    return (
        "no page says how to report an error or to ask for a right of reply: give REPOSITORY_URL, "
        "or contact in content/archive.yaml"
    )


def _issue(
    builder: ViewBuilder, asked: str, title: str = "", place: str = "", body: str = ""
) -> str:
    """Return the address of a new issue: its form, where the repository has it, else its text."""
    form = FORMS[asked]
    given = {"title": title, "body": body}
    if form.file in builder.deployment.forms:
        given = {"template": form.file, "title": title, form.field: place}
    query = urlencode({key: one for key, one in given.items() if key and one}, quote_via=quote)
    return f"{builder.deployment.repository}/issues/new?{query}"


def _link(contact: str, title: str, body: str) -> str:
    """Return the link to a contact; empty when it is plain text."""
    if _EMAIL.fullmatch(contact):
        return f"mailto:{contact}?subject={quote(title, safe='')}&body={quote(body, safe='')}"
    return "" if address_fault(contact) else contact
