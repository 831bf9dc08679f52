"""Issue forms: those of an archive's repository to which its site leads.

They are the archive's own, in its language: `suites init` lays them. A repository may lack them:
the site then leads to an issue without a form.
"""

from typing import NamedTuple

FORMS_FOLDER = ".github/ISSUE_TEMPLATE"
"""Where a repository has its issue forms."""


class Form(NamedTuple):
    """An issue form: its file, and the field that a link fills in, empty for none."""

    file: str
    field: str = ""


FORMS = {
    "report": Form("error.yml", "page"),
    "reply": Form("reply.yml", "page"),
    "article": Form("article.yml"),
    "announcement": Form("announcement.yml"),
}
"""The forms of the repository, by what is asked.

GitHub fills in a field of the kinds input and textarea from a parameter with its id:
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""
