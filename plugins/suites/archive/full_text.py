"""Full text: a file of `captures/`, the Markdown of one article -> its text, and of which capture.

These files are written when a capture is converted, and may be mended by hand; they never enter the
archive. Their front matter names the digest of the capture: a text of another one is not believed.
"""

from dataclasses import dataclass

from suites.archive import front_matter


@dataclass(frozen=True, slots=True)
class FullText:
    """The text of an article as Markdown, and the digest of the capture that it is of."""

    sha256: str
    text: str


def read(path: str, text: str) -> FullText | None:
    r"""Return the full text in a file of `captures/`; None when it is none of a capture.

    >>> read("a.md", '---\nsha256: "0a"\n---\nUn texte.\n')
    FullText(sha256='0a', text='Un texte.\n')
    """
    # An article may be longer than a record.
    front, _ = front_matter.read(path, text, max_body=len(text))
    digest = front.data.get("sha256") if front else None
    return FullText(digest, front.body) if front and isinstance(digest, str) else None
