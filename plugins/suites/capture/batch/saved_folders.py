"""Saved folders: what browsers lay beside a page that they save whole: frames, adverts, pictures.

    Le prix.html, Le prix_files/  ->  one page; nothing in the folder is an article of its own

The folder is called as the page is, and by a word in the language of the browser. Sources: the
"connected files" of Windows; `filesFolder` of Firefox; Chromium, Edge and Safari write `_files`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp")
_ENDS = (
    "_files .files _fichiers -Dateien _archivos _ficheiros _arquivos _file _bestanden -filer"
    " _tiedostot _pliki _soubory _súbory _elemei _elementei _fájlok _fájlai _dosyalar _datoteke"
    " _fitxers _failid _fails _bylos _fajlovi _fitxategiak _fișiere _файлы _файли _файлове"
    " _αρχεία _ファイル _的文件 _文件 _檔案 _파일"
).split()
_FOLDER = re.compile(rf"(.+)(?:{'|'.join(map(re.escape, _ENDS))})", re.IGNORECASE)
_FURNITURE = re.compile(
    r"saved_resource.*|.*\.(?:css|js|png|jpe?g|gif|svg|webp|avif|ico|woff2?|download)",
    re.IGNORECASE | re.DOTALL,
)


def has_page(folder: str, files: Iterable[str]) -> bool:
    """Return whether the page of a saved folder is among the files beside it, by their names.

    >>> has_page("Der Preis-Dateien", ["Der Preis.htm"]), has_page("Le prix_fichiers", ["Prix.htm"])
    (True, False)
    """
    named = _FOLDER.fullmatch(folder)
    pages = {f"{named[1]}{end}".casefold() for end in ("", *_PAGES)} if named else set()
    return any(file.casefold() in pages and file.casefold().endswith(_PAGES) for file in files)


def is_saved(folder: Path) -> bool:
    """Return whether a folder belongs to a page, by its name and the files in it."""
    if not _FOLDER.fullmatch(folder.resolve().name) or not folder.is_dir():
        return False
    return any(_FURNITURE.fullmatch(path.name) for path in folder.iterdir())
