"""CLDR: what Unicode's Common Locale Data Repository knows of a language, by Babel.

Months, plurals, numbers and lists are not tables of ours: any language has them there. A language
is named by its BCP 47 tag; one that CLDR does not have is a `LookupError`.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal, get_group_symbol


@cache
def locale(tag: str) -> Locale:
    """Return what is known of a language; LookupError when CLDR does not have it."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise LookupError(tag) from error


def written(tag: str) -> str:
    """Return a tag with the capitals that are usual.

    >>> written("PT-br"), written("zh-hant"), written("zh-TW")
    ('pt-BR', 'zh-Hant', 'zh-TW')
    """
    usual = str(locale(tag)).replace("_", "-")
    return usual if usual.casefold() == tag.casefold() else tag


@cache
def months(tag: str, width: Literal["wide", "abbreviated"] = "wide") -> tuple[str, ...]:
    """Return the names of the twelve months, as they stand in a date.

    >>> months("fr")[7], months("fr", "abbreviated")[7], months("de")[2]
    ('août', 'août', 'März')
    """
    names = locale(tag).months["format"][width]
    return tuple(names[number] for number in range(1, 13))


def plural_forms(tag: str) -> frozenset[str]:
    """Return the names of the plural forms that a language has, `other` among them.

    >>> sorted(plural_forms("en")), sorted(plural_forms("pl"))
    (['one', 'other'], ['few', 'many', 'one', 'other'])
    """
    return locale(tag).plural_form.tags | {"other"}


@cache
def common_plural_forms(tag: str) -> frozenset[str]:
    """Return the plural forms that whole numbers below a thousand take, and `other`.

    >>> sorted(common_plural_forms("fr")), sorted(common_plural_forms("pl"))
    (['one', 'other'], ['few', 'many', 'one', 'other'])
    """
    return frozenset(map(locale(tag).plural_form, range(1_000))) | {"other"}


@cache
def plural_examples(tag: str) -> tuple[tuple[str, int], ...]:
    """Return each plural form that whole numbers below a thousand take, with one of them.

    >>> plural_examples("fr"), plural_examples("pl")
    ((('one', 1), ('other', 2)), (('one', 1), ('few', 2), ('many', 5)))
    """
    found: dict[str, int] = {}
    for number in range(1, 1_000):
        found.setdefault(plural_rule(tag)(number), number)
    return tuple(found.items())


@cache
def plural_rule(tag: str) -> Callable[[float], str]:
    """Return the function that gives the name of the plural form of a number.

    >>> [plural_rule(tag)(0) for tag in ("fr", "en")]
    ['one', 'other']
    """
    return lru_cache(4096)(locale(tag).plural_form)  # Babel takes its time, and numbers recur


@lru_cache(4096)
def number(value: float, tag: str) -> str:
    r"""Return a number as a language writes it, with all its decimals.

    >>> number(12345.5, "fr"), number(12345.5, "en")
    ('12\u202f345,5', '12,345.5')
    """
    return format_decimal(value, locale=locale(tag), decimal_quantization=False)


@cache
def language_name(language: str, tag: str) -> str:
    """Return the name of a language in another one; its tag when CLDR has no name for it.

    >>> language_name("pl", "fr"), language_name("pt-BR", "en"), language_name("tlh-x", "fr")
    ('polonais', 'Portuguese', 'klingon')
    """
    code = language.partition("-")[0]
    return str(locale(tag).languages.get(code, language))


@cache
def groups_by_spaces(tag: str) -> bool:
    """Return whether spaces separate the thousands of a number."""
    return group_sign(tag).isspace()


def runs_right_to_left(tag: str) -> bool:
    """Return whether a language is written from right to left.

    >>> runs_right_to_left("ar"), runs_right_to_left("fr")
    (True, False)
    """
    return locale(tag).text_direction == "rtl"


def group_sign(tag: str) -> str:
    """Return the sign that separates the thousands of a number.

    >>> group_sign("en"), group_sign("de")
    (',', '.')
    """
    return get_group_symbol(locale(tag))


def currency_comes_first(tag: str) -> bool:
    """Return whether the sign of a currency stands before its amount.

    >>> currency_comes_first("en"), currency_comes_first("fr")
    (True, False)
    """
    return str(locale(tag).currency_formats["standard"].pattern).startswith("¤")


def listed(members: Sequence[str], tag: str, style: Literal["standard", "or"] = "standard") -> str:
    """Return members as a list in words, with "and" before the last, or "or".

    >>> listed(["a", "b", "c"], "fr"), listed(["a", "b", "c"], "en", "or")
    ('a, b et c', 'a, b, or c')
    """
    return format_list(members, style=style, locale=locale(tag))


def list_patterns(tag: str, style: Literal["standard", "or"]) -> dict[str, str]:
    """Return the patterns with which `listed` joins members: the `pair`, else `start` to `end`.

    >>> list_patterns("en", "or")["end"], list_patterns("fr", "standard")["pair"]
    ('{0}, or {1}', '{0} et {1}')
    """
    patterns = locale(tag).list_patterns[style]
    return {"pair": patterns["2"], **{name: patterns[name] for name in ("start", "middle", "end")}}
