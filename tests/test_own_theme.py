"""A theme of the archive's own: what its pages, its stylesheet and its images show of it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support.build_results import clean_build, differing_paths, index_stand_in, read_tree
from support.commands import replace_once
from support.length import at_length
from support.miniature import CONTENT, ROOT, copy_content
from support.own_theme import ACCENT, FONTS, LOGO, SETTINGS, add_own_theme, png
from support.projects import copy_project
from support.rendered_pages import CATALOGUE, THEME, pages, render_pages

from suites import build
from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.colours import DARK, derived_dark, shades
from suites.build import own_templates, search_index
from suites.build.server.rebuild import Rebuilder
from suites.build.share_images import ShareImages
from suites.build.templates import theme_files
from suites.site import own_theme
from suites.site.share_images.share_image import logo_image
from suites.site.views import Deployment, ViewBuilder

SITE = "https://example.org/archive"
ARTICLE = "articles/2021-03-02-gazette-tram/"
CSS = "theme/css/site.css"


def read(content: Path) -> LinkedArchive:
    reading = loading.load_archive(content)
    assert not reading.problems, reading.problems
    assert reading.linked
    return reading.linked


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> LinkedArchive:
    return read(add_own_theme(copy_content(tmp_path_factory.mktemp("own"))))


@pytest.fixture(scope="module")
def plain() -> LinkedArchive:
    return read(CONTENT)


def with_settings(folder: Path, settings: str) -> LinkedArchive:
    content = copy_content(folder)
    with (content / "archive.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return read(content)


def article(linked: LinkedArchive, site_url: str = "") -> str:
    deployment = Deployment(url=site_url)
    shown = [page for page in pages(linked, deployment) if page.url == f"{ARTICLE}index.html"]
    found = shown or [page for page in pages(linked, deployment) if page.url == ARTICLE]
    (html,) = render_pages(linked, found, site_url).values()
    return html


def test_a_page_names_the_icon_the_faces_and_both_logos(linked: LinkedArchive) -> None:
    html = article(linked)
    root = "../../theme/own/"
    assert f'<link rel="icon" type="image/svg+xml" href="{root}icone.svg">' in html
    preloaded = re.findall(r'<link rel="preload" href="([^"]+)"', html)
    assert preloaded == [f"{root}fonts/quai.woff2", f"{root}fonts/phare.woff2"]
    head = html[html.index('class="site-name"') : html.index("<nav")]
    assert re.findall(r'<img class="(\S+)" src="(\S+)" width="(\d+)"\s+height="(\d+)"', head) == [
        ("logo", f"{root}logo.svg", "160", "40"),
        ("logo-dark", f"{root}logo-sombre.png", "160", "40"),
    ]
    # The logo says the name: it is not written beside it.
    assert head.count('alt="Le tram de Port-Brume"') == head.count("Port-Brume") == 2
    assert "sign_archive" not in head


def test_a_logo_that_does_not_say_the_name_stands_before_it(tmp_path: Path) -> None:
    content = add_own_theme(copy_content(tmp_path), SETTINGS.replace(", alone: true", ""))
    html = article(read(content))
    head = html[html.index('class="site-name"') : html.index("<nav")]
    assert head.count('alt=""') == 2
    assert head.count("Le tram de Port-Brume</a>") == head.count("Port-Brume") == 1


def test_without_a_theme_a_page_has_the_faces_the_icon_and_the_sign(plain: LinkedArchive) -> None:
    html = article(plain)
    assert '<link rel="icon" type="image/svg+xml" href="../../theme/favicon.svg">' in html
    for face in ("newsreader", "instrument-sans"):
        assert f'href="../../theme/fonts/{face}-latin-wght-normal.woff2"\nas="font"' in html
    assert (
        '<a class="site-name" href="../../"><svg aria-hidden="true"><use href="#sign_archive"/>'
        "</svg>Le tram de Port-Brume</a>\n"
    ) in html


def test_the_stylesheet_is_the_themes_alone_without_a_theme(plain: LinkedArchive) -> None:
    css = dict(theme_files(THEME, plain))[CSS].decode()
    assert "own/" not in css
    assert "logo" not in css


def test_the_stylesheet_has_the_faces_and_the_shades(linked: LinkedArchive) -> None:
    served = dict(theme_files(THEME, linked))
    css = served[CSS].decode()
    assert f"--color-accent: light-dark({ACCENT}, #ff8fc0);" in css
    assert '--font-head: "Quai"' in css
    assert '--font-sans: "Phare 2"' in css
    # A later rule of the same layer wins.
    for token in ("--color-accent-soft:", "--font-serif:"):
        assert css.rindex(token) > css.index(token)
    named = re.findall(r'url\("\.\./own/([^"]+)"\)', css)
    assert named == ["fonts/quai.woff2", "fonts/phare.woff2", "fonts/phare-italic.woff2"]
    assert all(f"theme/own/{path}" in served for path in named)
    framed = served["theme/css/embed.css"].decode()
    assert f"--color-accent: light-dark({ACCENT}, #ff8fc0);" in framed
    assert '"../own/fonts/quai.woff2"' in framed
    assert served["theme/own/fonts/quai.txt"] == (FONTS / "InstrumentSans-OFL.txt").read_bytes()


def test_the_styles_of_a_theme_are_light_to_load(
    linked: LinkedArchive, plain: LinkedArchive
) -> None:
    sizes = [len(dict(theme_files(THEME, one))[CSS]) for one in (linked, plain)]
    assert 0 < sizes[0] - sizes[1] < 2_500


def test_the_part_that_such_an_archive_adds_names_roles_and_layers_alone() -> None:
    part = (THEME / own_theme.STYLE_PART).read_text("utf-8")
    assert not re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(", part)
    assert not re.search(r"^(?!@layer|/\*|\}| |$)", part, re.MULTILINE)
    markup = (THEME / "templates/macros/frame.html").read_text("utf-8")
    for name in re.findall(r"\.([a-z][a-z-]+)", part):
        assert name in markup


def test_of_one_accent_the_dark_one_is_derived(tmp_path: Path) -> None:
    linked = with_settings(tmp_path, 'theme:\n  accent: "#0B5D7A"\n')
    css = dict(theme_files(THEME, linked))[CSS].decode()
    dark = shades(derived_dark("#0b5d7a"), DARK)
    assert f"--color-accent: light-dark(#0b5d7a, {dark.accent});" in css
    assert own_theme.faces(linked.archive.settings.theme) == own_theme.faces(None)


@pytest.mark.parametrize(
    ("accent", "told"),
    [
        ('"#cd0000"', 0), ('"#ff0000"', 1), ('{light: "#ff0000", dark: "#cd0000"}', 2),
        ('{light: "#0b5d7a", dark: "#0b5d7a"}', 1), ('{light: "#777777", dark: "#777777"}', 2),
    ],
)  # fmt: skip
def test_the_shade_that_a_mend_names_passes(tmp_path: Path, accent: str, told: int) -> None:
    content = copy_content(tmp_path)
    settings = content / "archive.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}theme:\n  accent: {accent}\n", "utf-8")
    found = loading.load_archive(content).problems
    assert [problem.code for problem in found] == ["contrast-low"] * told
    for problem in reversed(found):
        mended = re.search(r"write (\{.*\}|\"#\w+\")", problem.mend)
        assert mended
        lines = settings.read_text("utf-8").split("\n")
        line, at = lines[problem.line - 1], problem.column - 1
        if mended[1].startswith("{"):
            lines[problem.line - 1] = f"  accent: {mended[1]}"
        else:
            lines[problem.line - 1] = line[:at] + mended[1] + line[at + 9 :]
        settings.write_text("\n".join(lines), "utf-8")
    assert not loading.load_archive(content).problems


def test_the_image_of_the_archive_is_its_own_with_its_words(
    linked: LinkedArchive, tmp_path: Path
) -> None:
    images = ShareImages(ViewBuilder(linked, CATALOGUE), THEME, tmp_path)
    assert list(images.draw("")) == [("partage.png", png(1200, 630, (179, 0, 94)))]
    html = article(linked, SITE)
    assert f'<meta property="og:image" content="{SITE}/partage.png">' in html
    assert '<meta property="og:image:alt" content="Un tramway rose au bord de l&#39;eau.">' in html


def test_a_drawn_image_has_the_accent_and_the_logo(linked: LinkedArchive, tmp_path: Path) -> None:
    images = ShareImages(ViewBuilder(linked, CATALOGUE), THEME, tmp_path)
    ((_, content),) = images.draw("tram-gratuit")
    drawn = Image.open(BytesIO(content)).convert("RGB")
    assert drawn.size == (1200, 630)
    corner = drawn.getpixel((80, 81))
    assert isinstance(corner, tuple)
    assert all(abs(one - other) < 24 for one, other in zip(corner, (0xB3, 0, 0x5E), strict=True))
    # The name is in the logo, and not beside it.
    assert drawn.crop((310, 55, 700, 110)).getcolors() == [(390 * 55, (252, 252, 253))]
    assert len(content) < 60_000


def test_a_png_logo_is_drawn_too(linked: LinkedArchive) -> None:
    drawn = logo_image(linked.archive.theme_files["logo-sombre.png"], 420, 56)
    assert (drawn.size, drawn.getpixel((3, 3))) == ((224, 56), (255, 143, 192, 255))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a theme of its own, at a public address, searched by a stand-in."""
    for name in ("REPOSITORY_URL", "SITE_COMMIT", "SUITES_TODAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SITEURL", SITE)
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    project = copy_project(tmp_path)
    add_own_theme(project / "content")
    return project


def built(project: Path) -> set[str]:
    """Build a project; return the files that differ from before."""
    output = project / "output"
    before = read_tree(output) if output.exists() else {}
    build.build(project / "pelicanconf.py")
    after = read_tree(output)
    return set(differing_paths(before, after)) - {".manifest.json"}


def is_as_a_clean_build(project: Path) -> bool:
    return differing_paths(read_tree(project / "output"), clean_build(project)) == []


def test_a_file_of_the_theme_renders_what_rests_on_it(project: Path) -> None:
    assert len(built(project)) > 100
    logo, drawn = project / "content/theme/logo.svg", {"partage/tram-gratuit.png"}
    logo.write_text(LOGO.replace("#5a2ca0", "#2ca05a"), "utf-8")
    changed = built(project)
    assert {"theme/own/logo.svg", *drawn} <= changed
    assert not any(path.endswith(".html") for path in changed)
    (project / "content/theme/fonts/quai.txt").write_text("OFL\n", "utf-8")
    assert built(project) == {"theme/own/fonts/quai.txt"}
    # Another shape has other measures on every page.
    logo.write_text(LOGO.replace("0 0 160 40", "0 0 200 40"), "utf-8")
    assert f"{ARTICLE}index.html" in built(project)
    assert is_as_a_clean_build(project)
    replace_once(project / "content/archive.yaml", "favicon: icone.svg\n", "favicon: logo.svg\n")
    (project / "content/theme/icone.svg").unlink()
    with pytest.raises(SystemExit, match="image-size"):
        build.build(project / "pelicanconf.py")
    replace_once(project / "content/archive.yaml", "  favicon: logo.svg\n", "")
    assert "theme/own/icone.svg" in built(project)
    assert not (project / "output/theme/own/icone.svg").exists()


def lay(project: Path, name: str, text: str) -> Path:
    path = project / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_footer_that_the_guide_shows_stands_within_the_edges_of_the_page(project: Path) -> None:
    guide = (ROOT / "docs/theming.md").read_text("utf-8")
    (shown,) = re.findall("(?ms)^```html\n(.*?)^```", guide)
    lay(project, "partials/footer.html", shown)
    built(project)
    page = (project / "output/index.html").read_text("utf-8")
    footers = re.findall(r'<(?:div|footer) class="footer">\s*<div class="wide">', page)
    assert len(footers) == 2
    assert page.index("library of Port-Brume") > page.index("</footer>")


def test_a_template_of_the_archives_own_is_found_before_the_themes(project: Path) -> None:
    built(project)
    lay(project, "partials/footer.html", '{% include "theme/partials/footer.html" %}\n'
        '{% include "partials/imprint.html" %}\n')  # fmt: skip
    imprint = lay(project, "partials/imprint.html", "<p>{{ site.title }}, à quai & à bord</p>\n")
    assert f"{ARTICLE}index.html" in built(project)
    page = project / "output" / ARTICLE / "index.html"
    assert '<footer class="footer">' in page.read_text("utf-8")
    assert "<p>Le tram de Port-Brume, à quai & à bord</p>" in page.read_text("utf-8")
    imprint.write_text("<p>Autrement</p>\n", "utf-8")
    assert f"{ARTICLE}index.html" in built(project)
    assert "<p>Autrement</p>" in page.read_text("utf-8")
    assert is_as_a_clean_build(project)
    for path in sorted((project / "templates").rglob("*.html")):
        path.unlink()
    assert f"{ARTICLE}index.html" in built(project)
    assert "Autrement" not in page.read_text("utf-8")


@at_length
def test_while_it_is_served_files_of_the_theme_and_templates_are_rendered_here(
    project: Path,
) -> None:
    built(project)
    lines: list[str] = []
    rebuilder = Rebuilder(build.BuildRequest.of(project / "pelicanconf.py"), lines.append)
    footer = lay(project, "partials/footer.html", "<footer>À quai</footer>\n")
    assert rebuilder.rebuild([footer]).is_good
    assert "<footer>À quai</footer>" in (project / "output/index.html").read_text("utf-8")
    logo = project / "content/theme/logo.svg"
    logo.write_text(LOGO.replace("<defs>", "<script/><defs>"), "utf-8")
    outcome = rebuilder.rebuild([logo])
    assert not outcome.is_good
    assert "content/theme/logo.svg:2:1: the element script " in outcome.text
    logo.write_text(LOGO.replace("#fff", "#ffe"), "utf-8")
    assert rebuilder.rebuild([logo]).is_good
    assert b"#ffe" in (project / "output/theme/own/logo.svg").read_bytes()
    assert not rebuilder.is_outdated
    assert len(lines) == 3


def test_a_template_of_the_archives_own_that_fails_is_told_with_its_place(project: Path) -> None:
    built(project)
    before = read_tree(project / "output")
    lay(project, "article.html", '{% extends "theme/article.html" %}\n{% block content %}\n'
        "{{ page.nothing }}\n{% endblock %}\n")  # fmt: skip
    with pytest.raises(SystemExit) as refused:
        build.build(project / "pelicanconf.py")
    assert "templates/article.html:3:1: the template fails: " in str(refused.value)
    assert "[template-wrong]" in str(refused.value)
    assert read_tree(project / "output") == before


def test_a_template_that_takes_the_place_of_none_may_be_included_by_another(tmp_path: Path) -> None:
    lay(tmp_path, "partials/imprint.html", "<p></p>\n")
    (told,) = own_templates.problems(tmp_path, ROOT / "theme")
    assert (told.path, told.code) == ("templates/partials/imprint.html", "template-unused")
    lay(
        tmp_path,
        "base.html",
        '{% extends "theme/base.html" %}{% include "partials/imprint.html" %}',
    )
    assert own_templates.problems(tmp_path, ROOT / "theme") == ()


UNREADABLE = {
    '{% include "partials/nowhere.html" %}': 'there is no template "partials/nowhere.html"',
    '{% extends "theme/nowhere.html" %}': 'there is no template "theme/nowhere.html"',
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}": "it has too many parentheses or blocks",
}


@pytest.mark.parametrize(("text", "what"), UNREADABLE.items(), ids=list("abc"))
def test_a_template_that_cannot_be_made_is_told_by_the_check(
    tmp_path: Path, text: str, what: str
) -> None:
    lay(tmp_path, "base.html", f"\n{text}\n")
    (told,) = own_templates.problems(tmp_path, ROOT / "theme")
    assert (told.path, told.code) == ("templates/base.html", "template-wrong")
    assert what in told.what


def test_a_template_may_do_without_another(tmp_path: Path) -> None:
    lay(
        tmp_path, "base.html", '{% include "nowhere.html" ignore missing %}{% include page.title %}'
    )
    assert own_templates.problems(tmp_path, ROOT / "theme") == ()


def test_a_folder_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "templates/base.html").mkdir(parents=True)
    (told,) = own_templates.problems(tmp_path, ROOT / "theme")
    assert told.what == "the template cannot be read: it is no plain file"


def test_a_name_that_is_computed_and_names_no_template_is_told_with_its_place(
    project: Path,
) -> None:
    lay(project, "article.html", '{% extends "theme/article.html" %}\n{% block content %}\n'
        '{% include "partials/" ~ page.url %}\n{% endblock %}\n')  # fmt: skip
    with pytest.raises(SystemExit) as refused:
        build.build(project / "pelicanconf.py")
    told = str(refused.value)
    assert told.startswith('templates/article.html:3:1: there is no template "partials/articles/')
    assert "[template-wrong]\n  mend: compare it with theme/templates/article.html" in told


def test_what_is_no_template_beside_the_content_is_told(tmp_path: Path) -> None:
    lay(tmp_path, "static/css/own.css", "body { color: red }")
    lay(tmp_path, ".keep", "")
    (told,) = own_templates.problems(tmp_path, ROOT / "theme")
    assert str(told) == (
        'templates/static/css/own.css:1:1: nothing reads "static/css/own.css": a template ends '
        "in .html [template-unused]\n"
        "  mend: delete it; docs/theming.md says how colours, typefaces and images are changed"
    )
