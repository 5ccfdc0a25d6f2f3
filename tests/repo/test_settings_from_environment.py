"""Right settings are read from where they may stand; wrong ones are named in one line that gives nothing away."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, SettingsError, languages, load_settings
from locales import voice

TOKEN = "123456789:AAfictitious_fictitious-fictitious0"
ELSEWHERE = {"BOT_TOKEN": "7:short", "TELEGRAM_API": "http://127.0.0.1:8081"}
WITH_TOKEN = {"BOT_TOKEN": TOKEN}


def load(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def line_of(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **environment)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return str(caught.value)


def test_nothing_set_gives_defaults_that_are_right_themselves() -> None:
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///data/patogh.db"
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert settings.default_language in languages()
    assert ZoneInfo(settings.default_timezone)
    assert Settings.model_validate(settings.model_dump()) == settings


def test_the_languages_are_those_that_are_spoken() -> None:
    assert languages() == sorted(voice.languages())
    assert {"en", "fa"} <= set(languages())


def test_the_environment_wins_over_the_file_and_arguments_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.joinpath(".env").write_text("\ufeffHTTP_PORT=1001\nHTTP_HOST=::1\nLOG_LEVEL=debug\n", encoding="utf-8")
    monkeypatch.setenv("HTTP_PORT", "1002")
    assert load_settings().http_port == 1002
    assert load_settings(http_port=1003).http_port == 1003
    assert (load_settings().http_host, load_settings().log_level) == ("::1", "DEBUG")


@pytest.mark.parametrize("blank", ["", "   ", "\t"])
def test_blank_counts_as_absent(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    settings = load(monkeypatch, **{name.upper(): blank for name in Settings.model_fields})
    assert settings == Settings(_env_file=None)


def test_a_blank_variable_leaves_the_files_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath(".env").write_text("LOG_FORMAT=JSON\n", encoding="utf-8")
    assert load(monkeypatch, LOG_FORMAT="").log_format == "json"


def test_values_are_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, BOT_TOKEN=f" {TOKEN}\n").secrets()[0] == TOKEN


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("sqlite+aiosqlite:////srv/a b.db", "sqlite+aiosqlite:////srv/a b.db"),
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p%40%2F@h:5433/d", "postgresql+asyncpg://u:p%40%2F@h:5433/d"),
        ("postgresql+asyncpg:///d?host=/run", "postgresql+asyncpg:///d?host=%2Frun"),
        ("postgres://u:p@h/d?sslmode=require", "postgresql+asyncpg://u:p@h/d?ssl=require"),
    ],
)
def test_a_database_is_reached_through_its_asynchronous_driver(
    monkeypatch: pytest.MonkeyPatch, given: str, used: str
) -> None:
    assert load(monkeypatch, DATABASE_URL=given).database_url.get_secret_value() == used


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"BOT_TOKEN": "hunter2hunter2"}, "BOT_TOKEN must be the whole token"),
        ({"BOT_TOKEN": f"{TOKEN} hunter2"}, "BOT_TOKEN must be the whole token"),
        ({"BOT_TOKEN": "123456789:hunter2"}, "BOT_TOKEN must be the whole token"),
        ({"TELEGRAM_API": "hunter2.example.org"}, "TELEGRAM_API must be the base address"),
        ({"TELEGRAM_API": "http://api.telegram.org"}, "TELEGRAM_API must be the base address"),
        ({"TELEGRAM_API": "https://hunter2:99999"}, "TELEGRAM_API must be the base address"),
        ({"DATABASE_URL": "mysql://u:hunter2@h/d"}, "DATABASE_URL must be like sqlite:///"),
        ({"DATABASE_URL": "postgresql+psycopg://u:hunter2@h/d"}, "DATABASE_URL must be like sqlite:///"),
        ({"DATABASE_URL": "postgres://u:p:hunter2@h:hunter2/d"}, "DATABASE_URL must be like sqlite:///"),
        ({"DATABASE_URL": "hunter2"}, "DATABASE_URL must be like sqlite:///"),
        ({"DATABASE_URL": "postgres://u:hunter2@h"}, "DATABASE_URL must be like sqlite:///"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL must be like sqlite:///"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL must be like sqlite:///"),
        ({"WEBHOOK_URL": "https://hunter2.org/t"}, "BOT_TOKEN must be given where WEBHOOK_URL is"),
        (WITH_TOKEN | {"WEBHOOK_URL": "https://hunter2.org"}, "WEBHOOK_URL must be a whole https address"),
        (WITH_TOKEN | {"WEBHOOK_URL": "https://hunter2.org:444/t"}, "WEBHOOK_URL must be a whole https address"),
        (WITH_TOKEN | {"WEBHOOK_URL": "http://hunter2.org/t"}, "WEBHOOK_URL must be a whole https address"),
        (WITH_TOKEN | {"WEBHOOK_URL": "http://127.0.0.1/t"}, "WEBHOOK_URL must be a whole https address"),
        (WITH_TOKEN | {"WEBHOOK_URL": "https://u:hunter2@a.org/t"}, "WEBHOOK_URL must be a whole https address"),
        (WITH_TOKEN | {"WEBHOOK_URL": "https://[hunter2/t"}, "WEBHOOK_URL must be a whole https address"),
        (ELSEWHERE | {"WEBHOOK_URL": "http://hunter2.org/t"}, "WEBHOOK_URL must be a whole https address"),
        ({"WEBHOOK_SECRET": "hunter2 hunter2"}, "WEBHOOK_SECRET must be 8 to 256"),
        ({"WEBHOOK_SECRET": "hunter2"}, "WEBHOOK_SECRET must be 8 to 256"),
        ({"HTTP_HOST": "http://hunter2"}, "HTTP_HOST must be an address of this machine"),
        ({"HTTP_PORT": "hunter2"}, "HTTP_PORT must be a port from 1 to 65535"),
        ({"HTTP_PORT": "65536"}, "HTTP_PORT must be a port from 1 to 65535"),
        ({"LOG_LEVEL": "hunter2"}, "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR"),
        ({"LOG_FORMAT": "hunter2"}, "LOG_FORMAT must be text or json"),
        ({"DEFAULT_LANGUAGE": "hunter2"}, "DEFAULT_LANGUAGE must be one of: "),
        ({"DEFAULT_TIMEZONE": "hunter2"}, "DEFAULT_TIMEZONE must be a name like"),
        ({"DEFAULT_TIMEZONE": "Asia"}, "DEFAULT_TIMEZONE must be a name like"),
        ({"DEFAULT_TIMEZONE": "../hunter2"}, "DEFAULT_TIMEZONE must be a name like"),
    ],
)
def test_a_senseless_value_is_named_in_one_line_without_quoting_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    line = line_of(monkeypatch, **environment)
    assert line.startswith(expected)
    assert "hunter2" not in line
    assert "\n" not in line


def test_a_file_that_can_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath(".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    assert line_of(monkeypatch) == ".env must be a readable file of UTF-8 text"


@pytest.mark.parametrize(
    ("api", "address"),
    [
        ("https://api.telegram.org/", "https://example.org/t"),
        ("https://api.telegram.org", "https://example.org:8443/t"),
        ("http://127.0.0.1:8081", "http://127.0.0.1:9000/t"),
        ("http://127.0.0.1:8081", "http://localhost:9000/t"),
        ("http://127.0.0.1:8081", "http://[::1]:9000/t"),
    ],
)
def test_a_webhook_that_the_server_in_use_can_call(monkeypatch: pytest.MonkeyPatch, api: str, address: str) -> None:
    settings = load(monkeypatch, BOT_TOKEN=TOKEN, TELEGRAM_API=api, WEBHOOK_URL=address)
    assert settings.webhook_url == address
    assert settings.telegram_api == api.rstrip("/")


def test_a_webhook_is_never_without_a_secret_that_telegram_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = load(monkeypatch, BOT_TOKEN=TOKEN).webhook_key(), load_settings().webhook_key()
    other = load(monkeypatch, BOT_TOKEN=TOKEN.replace("9", "8")).webhook_key()
    assert first == again != other
    assert first.isalnum()
    assert 32 <= len(first) <= 256
    assert load(monkeypatch, WEBHOOK_SECRET="my-own_secret").webhook_key() == "my-own_secret"


def test_nothing_secret_is_shown_when_settings_are(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch, BOT_TOKEN=TOKEN, WEBHOOK_SECRET="hunter2hunter2", DATABASE_URL="postgres://u:hunt%40er2@h/d"
    )
    assert settings.secrets() == [TOKEN, "hunter2hunter2", "hunt@er2"]
    assert "hunt" not in f"{settings!r} {settings}"
    assert TOKEN not in repr(settings)
