"""`.env.example` and the settings class stay in step."""

import re
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings, load_settings

SETTING = re.compile(r"# ([A-Z_]+)=(.*)")


def test_every_setting_is_there_in_order_with_its_default(root: Path) -> None:
    lines = (root / ".env.example").read_text(encoding="utf-8").splitlines()
    shown = {found[1]: found[2] for line in lines if (found := SETTING.fullmatch(line))}
    assert shown == {name.upper(): default(name) for name in Settings.model_fields}
    assert list(shown) == [name.upper() for name in Settings.model_fields]


def default(name: str) -> str:
    value = Settings.model_fields[name].default
    plain = value.get_secret_value() if isinstance(value, SecretStr) else value
    return "" if plain is None else str(plain)


def test_every_setting_has_one_line_of_explanation(root: Path) -> None:
    paragraphs = (root / ".env.example").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    assert len(paragraphs) == len(Settings.model_fields)
    for paragraph in paragraphs:
        explanation, setting = paragraph.splitlines()
        assert re.fullmatch(r"# [A-Z].*\.", explanation)
        assert SETTING.fullmatch(setting)


def test_uncommented_as_it_stands_it_changes_nothing(root: Path, tmp_path: Path) -> None:
    text = (root / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(SETTING.sub(r"\1=\2", text), encoding="utf-8")
    assert load_settings() == Settings(_env_file=None)
