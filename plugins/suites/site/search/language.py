"""Language: what the scripts of the search need to know of the language of the archive.

    languages/<tag>, CLDR -> data for JSON -> `languageOf` of `question.js`

It lies in the file of the names, which the search loads at its first use.
"""

import msgspec

from suites.archive.languages import cldr, data, of
from suites.archive.languages.words import words
from suites.site.search.folding import APOSTROPHES


def language_of_scripts(tag: str) -> dict[str, object]:
    """Return the data of a language, for JSON; KeyError when it is not there.

    `months` are their names and `first` is the number of their first day; `group` stands between
    the thousands of a number as it is indexed, `groupShown` on pages, and `separators`, for a
    pattern, in questions; `marks` are quotation marks and those within them, in order; `narrow` and
    `wide` are signs after a no-break space.
    """
    language = of(tag)
    inner, spacing = language.inner, data.read(tag, "language")["spacing"]
    opening, closing = language.quotation_marks.opening, language.quotation_marks.closing
    has_spaces = language.quotation[1].isspace()
    shown = cldr.group_sign(tag)
    group = "." if shown.isspace() else "'" if shown in APOSTROPHES else shown
    return {
        **msgspec.structs.asdict(words(tag)),
        "months": cldr.months(tag),
        "first": data.read(tag, "dates")["first_day"].rstrip("."),
        "group": group,
        "groupShown": shown,
        "separators": rf"\s{group}" if shown.isspace() else group,
        "isSignFirst": cldr.currency_comes_first(tag),
        "marks": [opening, closing, inner[0], inner[-1]],
        "opening": opening if has_spaces else "",
        "narrow": spacing["narrow"],
        "wide": spacing["wide"] + (closing if has_spaces else ""),
    }
