"""What the page says, without a browser: both languages say everything, and nothing is said in vain."""

import re
from pathlib import Path

import pytest

import sandbox

SCRIPTS = Path(sandbox.__file__).parent / "page" / "js"
ENTRY = re.compile(r'^  "([^"]+)":\s+"(.*)",$', re.MULTILINE)
COUNTED = (".one", ".many")


def catalogue(language: str) -> dict[str, str]:
    return dict(ENTRY.findall((SCRIPTS / "words" / f"{language}.js").read_text(encoding="utf-8")))


def said() -> str:
    """All the scripts but the catalogues."""
    files = [file for file in SCRIPTS.rglob("*.js") if file.parent.name != "words"]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_both_languages_have_the_same_texts_and_places_for_values() -> None:
    persian, english = catalogue("fa"), catalogue("en")
    assert persian.keys() == english.keys()
    assert all(text.strip() for text in (*persian.values(), *english.values()))
    different = [key for key in persian if placeholders(persian[key]) != placeholders(english[key])]
    assert different == []


@pytest.mark.parametrize("wanted", ["say", "count"])
def test_every_text_that_is_asked_for_exists(wanted: str) -> None:
    known = catalogue("fa")
    asked = set(re.findall(rf'\b{wanted}\("([^"]+)"', said()))
    assert asked
    names = [f"{key}{ending}" for key in asked for ending in COUNTED] if wanted == "count" else list(asked)
    assert [name for name in names if name not in known] == []


def test_no_text_is_left_over() -> None:
    scripts = said()
    literal = set(re.findall(r'"([\w.]+)"', scripts))
    families = set(re.findall(r"`([\w.]+\.)\$\{", scripts))

    def used(key: str) -> bool:
        base = next((key.removesuffix(ending) for ending in COUNTED if key.endswith(ending)), key)
        return bool({key, base} & literal) or any(key.startswith(family) for family in families)

    assert [key for key in catalogue("en") if not used(key)] == []


def test_every_right_of_an_administrator_has_a_name() -> None:
    from aiogram.types import ChatAdministratorRights

    known = catalogue("fa")
    assert [name for name in ChatAdministratorRights.model_fields if f"right.{name}" not in known] == []
