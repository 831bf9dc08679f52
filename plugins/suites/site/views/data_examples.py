"""Examples: how the data are read in R, Python and SQL, to be pasted as they are.

    address of the data -> examples      "" where it is not known: files lie beside the program then

Names of tables, columns and values are those of `analysis.tables`; the tests run what they can.
"""

from typing import NamedTuple

from suites.site.views.view_builder import ViewBuilder

R = """\
library(readr)
library(dplyr)

announcements <- read_csv("{data}announcements.csv", na = "")

announcements |>
  filter(kind != "fact") |>
  count(verdict, sort = TRUE)
"""
PANDAS = """\
import pandas as pd

terms = pd.read_csv(
    "{data}terms.csv",
    keep_default_na=False,
    na_values=[""],
)
moved = terms[terms["moved_days"] > 0]
print(moved.groupby("announcement")["moved_days"].agg(["count", "sum"]))
"""
DOWNLOADED = """\
from urllib.request import urlretrieve

urlretrieve("{data}{database}", "{database}")
"""
PYTHON = """\
import sqlite3
{downloaded}
archive = sqlite3.connect("{database}")
for title, due in archive.execute(
    "SELECT title, due FROM announcements WHERE overdue ORDER BY due_latest"
):
    print(due, title)
"""
SQL = """\
SELECT announcements.title, events.verdict, annotations.quote_exact, articles.permalink
FROM events
JOIN announcements ON announcements.id = events.announcement
JOIN evidence ON evidence.announcement = events.announcement
  AND evidence.event = events.position
JOIN annotations ON annotations.article = evidence.article
  AND annotations.id = evidence.annotation
JOIN articles ON articles.id = evidence.article
WHERE events.verdict IS NOT NULL
ORDER BY announcements.title, evidence.position;
"""
DUCKDB = """\
SELECT outlet, count(*) AS articles
FROM read_csv('{data}articles.csv', header = true)
GROUP BY outlet
ORDER BY articles DESC;
"""
DATASETTE = """\
datasette {database}
"""


class Example(NamedTuple):
    """An example: the tool, a sentence on what it shows, and what is pasted."""

    tool: str
    text: str
    code: str


def examples(builder: ViewBuilder) -> tuple[Example, ...]:
    """Return the examples, with the addresses of the site where they are known."""
    urls = builder.urls
    address = builder.deployment.absolute(urls.data) or ""
    named = (
        ("r", "R (readr, dplyr)", R),
        ("pandas", "Python (pandas)", PANDAS),
        ("python", "Python (sqlite3)", PYTHON),
        ("sql", "SQL (SQLite)", SQL),
        ("duckdb", "DuckDB", DUCKDB),
        ("datasette", "Datasette", DATASETTE),
    )
    filled = {
        "{downloaded}": DOWNLOADED if address else "",
        "{data}": address,
        "{database}": urls.database.removeprefix(urls.data),
    }
    found = []
    for name, tool, code in named:
        for place, value in filled.items():
            code = code.replace(place, value)
        found.append(Example(tool, builder.t(f"data.example-{name}"), code))
    return tuple(found)
