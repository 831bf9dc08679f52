"""Lines and their features: what a line is, before its neighbours are looked at."""

from __future__ import annotations

import textwrap

import pytest
from dump_words import words_of
from hypothesis import given
from hypothesis import strategies as st

from suites.archive import anchoring
from suites.archive.markdown import parse
from suites.capture import formats
from suites.capture.captured_page import CapturedPage, digest
from suites.capture.dumps.boilerplate import Boilerplate, boilerplate_kind
from suites.capture.dumps.features import Line
from suites.capture.dumps.lines import collapsed, read_lines
from suites.capture.dumps.markdown import escaped, markdown


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Lire aussi", Boilerplate.RELATED),
        ("À lire aussi : Le bus 12 change de trajet", Boilerplate.RELATED_INLINE),
        ("Das könnte Sie auch interessieren", Boilerplate.RELATED),
        ("3 commentaires", Boilerplate.COMMENTS),
        ("1 Comment", Boilerplate.COMMENTS),
        ("Comment réparer un vélo", None),
        ("Réactions des riverains après le vote", None),
        ("Votre adresse e-mail ne sera pas publiée", Boilerplate.COMMENTS),
        ("Répondre", Boilerplate.REPLY),
        ("il y a 3 heures", Boilerplate.REPLY),
        ("FacebookTwitterWhatsApp", Boilerplate.SHARE),
        ("Facebook, Twitter et la loi", None),
        ("Recevoir la newsletter", Boilerplate.SUBSCRIBE),
        ("Recevez-vous assez de soleil en hiver ? C’est la question du jour.", None),
        ("© 2022 Le Canal", Boilerplate.LEGAL),
        ("Mots-clés : pont, canal, mairie", Boilerplate.TAGS),
        ("Photo : Ada Lovelace", Boilerplate.CREDIT),
        ("Le pont, vu du quai. Paul Rivet / Unsplash", Boilerplate.CREDIT),
        ("Le pont a été photographié hier.", None),
        ("Accueil > Société > Transports", Boilerplate.NAVIGATION),
        ("← Article précédent", Boilerplate.NAVIGATION),
        ("Publicité", Boilerplate.ADVERTISEMENT),
        ("À propos de l’auteur", Boilerplate.AUTHOR),
        ("Temps de lecture : 3 minutes", Boilerplate.NOTICE),
        ("Le maire a inauguré la passerelle.", None),
    ],
)
def test_boilerplate_is_a_set_phrase_in_a_short_line(line: str, found: Boilerplate | None) -> None:
    assert boilerplate_kind(line) is found


def test_a_long_line_is_never_boilerplate() -> None:
    assert boilerplate_kind("Lire aussi " + "un mot de plus " * 40) is None


def test_markers_are_told_from_the_words() -> None:
    read, whole = read_lines(
        "  • un\n    ◦ deux\n 3. trois\n> quatre\n17. Januar 2020\n- cinq\n-6 degrés"
    )
    assert whole
    assert [(line.marker, line.text) for line in read] == [
        ("•", "un"), ("•", "deux"), ("3.", "trois"), (">", "quatre"),
        ("", "17. Januar 2020"), ("•", "cinq"), ("", "-6 degrés"),
    ]  # fmt: skip


def test_wrapped_lines_are_joined_and_others_are_not() -> None:
    words = "un deux trois quatre cinq six sept huit neuf dix onze douze treize".split()
    text, line = [], ""
    for word in words * 12:
        if len(line) + 1 + len(word) > 72:
            text.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped = "\n".join([*text, line, "", "Un titre", "", *text])
    read, _ = read_lines(wrapped)
    assert [line.text[:8] for line in read] == ["un deux ", "Un titre", "un deux "]
    assert len(read_lines("Accueil\nCulture\nSports\n" * 9)[0]) == 27


def test_soft_hyphens_and_control_signs_are_left_out() -> None:
    assert (
        collapsed("can\u00addi\u00adda\u00adture\x00 \u200bnou\ud800velle\u00a0!")
        == "candidature nouvelle !"
    )


SIGNS = st.text(st.sampled_from("ab1 .*_`~[](){}<>#|+-=!&;:^$\\\"'\n\tàé«»&amp;"), max_size=40)


@pytest.mark.hypothesis
@given(st.lists(SIGNS, max_size=8))
def test_markdown_gives_its_words_back(parts: list[str]) -> None:
    read, _ = read_lines("\n\n".join(parts))
    for words, line in zip(words_of(markdown(read)), read, strict=True):
        # A number that begins no list is one of the words.
        assert words in (line.text, f"{line.marker} {line.text}")


@pytest.mark.hypothesis
@given(SIGNS)
def test_escaped_words_are_read_as_they_stand(text: str) -> None:
    text = collapsed(text)
    assert collapsed(parse(escaped(text)).text) == text


def test_signs_that_mean_nothing_stay_bare() -> None:
    text = "5 * 3 = 15, snake_case, [sic], 3 < 4, R&D, l’an 2020."
    assert escaped(text) == text


def test_a_single_number_is_no_list() -> None:
    assert markdown([Line("un an", "1999.")]) == "1999\\. un an\n"
    assert markdown([Line("un", "1."), Line("deux", "2.")]) == "1. un\n2. deux\n"


LYNX = """\
    #[1]Le Canal » Flux [2]Accueil

   [3]Accueil
     * [4]Ville
          + [5]Le port
               o [6]Les quais

Le pont sera repeint

   Le conseil a voté hier soir la [7]peinture du pont, que les riverains du
   canal attendaient depuis le 1^er mars. (BUTTON) Lire
   [INS: :INS]
   [pont.jpg]
   ____________________
References

   Visible links:
   1. https://example.org/flux
   2. https://example.org/
"""
LINKS = """\
   Link: canonical
   [IMG] [1]Accueil
   [ ] Recevoir la lettre [_____] [2]Ville [3]Port
   Le pont
References

   1. https://example.org/
"""
W3M = """\
[logo.png]
[1]Accueil [2]Ville [3]Port
Le pont

References:

[1] https://example.org/
[2] https://example.org/ville
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            LYNX,
            [
                "Accueil", "Ville", "Le port", "Les quais", "Le pont sera repeint",
                "Le conseil a voté hier soir la peinture du pont, que les riverains du",
                "canal attendaient depuis le 1^er mars. Lire",
            ],
        ),
        (LINKS, ["Accueil", "Recevoir la lettre Ville Port", "Le pont"]),
        (W3M, ["Accueil Ville Port", "Le pont"]),
        ("Le prix[1] monte, dit-il [2], (X) aussi [sic].", None),
        ("Le pont [12] et les quais [7]du port", None),
        ("Sur X (ex-Twitter), [...] « [il] dit » # 1 des ventes", None),
    ],
)  # fmt: skip
def test_signs_of_browsers_for_terminals_are_left_out(text: str, words: list[str] | None) -> None:
    assert [line.text for line in read_lines(text)[0]] == (words or [text])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"Publié le 3\. mai 2021 par A\_B \*Roy\* \[suite\] \#4",
         "Publié le 3. mai 2021 par A_B *Roy* [suite] #4"),
        (r"Le prix\! \(8 \$\) 1\) a\-b \> c \`d\` \\ e", "Le prix! (8 $) 1) a-b > c `d` \\ e"),
        ("# Le **pont** est _fermé_ ##", "Le pont est fermé"),
        ("### [Le pont](https://example.org/a_(b) \"Voir\") rouvre", "Le pont rouvre"),
        ("[![Vue](a.png)](b) Le [*port*](/c), ![d](e)***et*** le [quai][3]", "Le port, et le quai"),
        ("__29\\. mai__ , snake_case, 5 * 3 [lien](/x)", "29. mai , snake_case, 5 * 3 lien"),
        (r"[a \[b\]](/c) et C:\Temp", r"a [b] et C:\Temp"),
    ],
)  # fmt: skip
def test_signs_of_markdown_are_undone(text: str, words: str) -> None:
    assert [line.text for line in read_lines(text)[0]] == [words]


def test_the_level_of_a_heading_of_markdown_is_kept() -> None:
    read, _ = read_lines("# Un pont\n\nTexte\n\n### Le port ###\n\n- ## Quai\n#motdièse")
    assert [line.heading for line in read] == [1, 0, 3, 2, 0]


def test_a_quoted_mail_is_read_without_its_marks() -> None:
    read, _ = read_lines("Le 3 mai, Ada a écrit :\n" + "> > Un mot.\n>\n> Deux mots.\n" * 3)
    assert [line.text for line in read[1:3]] == ["Un mot.", "Deux mots."]
    assert not any(line.marker for line in read)
    assert [line.marker for line in read_lines("Dit :\n> un\n> deux\nEt puis.\nRien.")[0]][1] == ">"


@pytest.mark.parametrize("column", [62, 72, 80, 100])
@pytest.mark.parametrize("indent", ["", "   "])
def test_wrapped_paragraphs_are_joined_whatever_the_column(column: int, indent: str) -> None:
    text = " ".join(f"{'mot' * (n % 4 + 1)}{n}" for n in range(120)) + "."
    wrapped = textwrap.fill(text, column, initial_indent=indent, subsequent_indent=indent)
    menu = "\n".join(f"{indent}  * Une rubrique {n}" for n in range(30))
    read, _ = read_lines(f"{menu}\n\nUn titre\n\n{wrapped}\n\n{wrapped}\n\n{indent}Fin.")
    assert [line.text for line in read[30:]] == ["Un titre", text, text, "Fin."]


def test_lines_left_of_the_paragraphs_of_a_wrapped_dump_are_headings() -> None:
    text = " ".join(f"{'mot' * (n % 4 + 1)}{n}" for n in range(120)) + "."
    inside = {"initial_indent": "   ", "subsequent_indent": "   "}
    wrapped = textwrap.fill(text, 80, **inside)
    read, _ = read_lines(f"Un titre\n\n{wrapped}\n\n   Une ligne\n * Un point\n\n{wrapped}")
    assert [line.heading for line in read] == [2, 0, 0, 0, 0]
    flush = textwrap.fill(text, 80)
    assert not any(line.heading for line in read_lines(f"Un titre\n\n{flush}\n\n{flush}")[0])


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (LYNX, "la peinture du pont, que les riverains"),
        (LYNX, "depuis le 1er mars"),
        (LYNX, "la [7]peinture du pont"),
        ("# Pont\n\nLe [conseil](/c) a *voté* l\\_a", "Le conseil a voté l_a"),
        ("> Un long\n> mot\n" * 4, "Un long mot"),
    ],
)
def test_words_among_signs_can_be_proven(text: str, quote: str) -> None:
    raw = text.encode()
    seen = formats.visible_text(CapturedPage("a.txt", "text", raw, digest(raw), content="text"))
    assert anchoring.find(quote, anchoring.fold(seen))
