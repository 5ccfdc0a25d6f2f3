"""Brings the catalogues in step with the sentences in the code: `make texts`.

New sentences come in untranslated, vanished ones go. Exits with 1 while something is untranslated, and says what.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SPEAKERS = {"say": None, "tell": None, "many": (1, 2)}  # the methods of locales.voice.Voice
PACKAGES = ("handlers", "bot", "locales")
# Who and when is git's business; in the file it would only make every change conflict.
NOISE = re.compile(
    r"\A(#.*\n)+"
    r'|"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Language-Team|Project-Id-Version'
    r"|Report-Msgid-Bugs-To):.*\n"
)


def sentences() -> Catalog:
    """Everything the code says, in English."""
    found = Catalog()
    for package in PACKAGES:
        for _, _, message, _, _ in extract_from_dir(ROOT / package, keywords=SPEAKERS):
            found.add(message)
    return found


def updated(path: Path, said: Catalog) -> tuple[str, list[str]]:
    """The catalogue's new text, and the sentences that it does not have yet."""
    language = path.parent.name
    old = read_po(io.BytesIO(path.read_bytes()), locale=language)
    new = Catalog(locale=language, charset="utf-8", fuzzy=False)
    missing = []
    for message in said:
        if not message.id:
            continue
        known = old.get(message.id)
        new.add(message.id, known.string if known else "")
        if not known or not known.string or not all(known.string):
            missing.append(str(message.id))
    written = io.BytesIO()
    write_po(written, new, width=100, sort_output=True)
    return NOISE.sub("", written.getvalue().decode()), missing


def main() -> int:
    """Updates every catalogue."""
    said, lacking = sentences(), 0
    for path in sorted((ROOT / "locales").glob("*/messages.po")):
        text, missing = updated(path, said)
        path.write_text(text, "utf-8")
        lacking += len(missing)
        print(f"{path.parent.name}: {len(missing)} untranslated", *missing, sep="\n  ")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
