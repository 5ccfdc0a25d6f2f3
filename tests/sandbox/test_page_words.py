"""The page translates the sandbox's refusals by their wording: both must say the same."""

import re
from pathlib import Path

import sandbox.people

PEOPLE = Path(sandbox.people.__file__).parent
REFUSALS = PEOPLE.parent / "page" / "js" / "refusals.js"


def test_every_translated_refusal_is_one_that_the_sandbox_says() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in PEOPLE.glob("*.py"))
    said = {words.replace("{LONGEST_TEXT}", "4096") for words in re.findall(r'ActError\(f?"([^"]+)"\)', sources)}
    translated = re.findall(r'^  "([^"]+)":', REFUSALS.read_text(encoding="utf-8"), re.MULTILINE)
    assert translated
    assert set(translated) <= said
