"""The settings: environment variables, then `.env` in the current folder; an empty value counts as absent.

Read once, in the command line's functions, never at import. A field's description says what a right value is: an
error line is made of it and of nothing the operator typed, so no secret can slip into it.
"""

import hashlib
import hmac
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

from bot import addresses

LOCALES = Path(__file__).resolve().parent.parent / "locales"


class SettingsError(Exception):
    """One plain line that names the setting and what would be right; free of secrets."""


class _Told(ValueError):
    """Raised while validating: its text is that line. Other errors' texts may quote the value."""


def languages() -> list[str]:
    """The codes that `locales` speaks, found without waking it: it is slow to import."""
    return sorted(bank.parent.name for bank in LOCALES.glob("*/bank.toml"))


def _matching(pattern: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, value.get_secret_value()):
            raise ValueError
        return value

    return AfterValidator(check)


def _language(code: str) -> str:
    if code not in languages():
        raise _Told(f"DEFAULT_LANGUAGE must be one of: {', '.join(languages())}")
    return code


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, such as "Asia"
        raise ValueError from None
    return name


def _database(url: SecretStr) -> SecretStr:
    return SecretStr(addresses.database(url.get_secret_value()))


Lower = BeforeValidator(str.lower)
Upper = BeforeValidator(str.upper)


class Settings(BaseSettings):
    """Everything an operator may set; `.env.example` explains each for people."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # some editors put a byte order mark in front
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=False,  # a test does
        hide_input_in_errors=True,
    )

    bot_token: Annotated[SecretStr, _matching(r"[0-9]+:[A-Za-z0-9_-]+")] | None = Field(
        None, description="the whole token as @BotFather gave it: digits, a colon, letters"
    )
    telegram_api: Annotated[str, AfterValidator(addresses.server)] = Field(
        addresses.TELEGRAM, description=f"the base address of a Bot API server, such as {addresses.TELEGRAM}"
    )
    database_url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        SecretStr("sqlite+aiosqlite:///data/patogh.db"),
        description="like sqlite:///data/patogh.db or postgresql://user:password@host/name",
    )
    webhook_url: Annotated[str, AfterValidator(addresses.webhook)] | None = Field(
        None,
        description="a whole https address with a path, on port 443, 80, 88 or 8443, "
        "such as https://example.org/telegram",
    )
    webhook_secret: Annotated[SecretStr, _matching(r"[A-Za-z0-9_-]{8,256}")] | None = Field(
        None, description="8 to 256 of the characters A-Z, a-z, 0-9, _ and -"
    )
    http_host: str = Field(
        "127.0.0.1", pattern=r"^[A-Za-z0-9.:_-]+$", description="an address of this machine, such as 127.0.0.1"
    )
    http_port: int = Field(8080, ge=0, le=65535, description="a port from 1 to 65535, or 0 for any free one")
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Annotated[Literal["text", "json"], Lower] = Field("text", description="text or json")
    default_language: Annotated[str, AfterValidator(_language)] = Field(
        "fa", description="the code of a language in locales/"
    )
    default_timezone: Annotated[str, AfterValidator(_timezone)] = Field(
        "Asia/Tehran", description="a name like Asia/Tehran or Europe/Berlin"
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_blank(cls, values: dict[str, Any]) -> dict[str, Any]:
        trimmed = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
        return {key: value for key, value in trimmed.items() if value != ""}

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.bot_token and self.telegram_api == addresses.TELEGRAM:
            secret = self.bot_token.get_secret_value().partition(":")[2]
            if len(secret) < 30:  # Telegram's have 35: a few letters were lost while copying
                raise _wrong("bot_token")
        if self.webhook_url and not addresses.can_be_called(self.webhook_url, self.telegram_api):
            raise _wrong("webhook_url")
        if self.webhook_url and not self.bot_token:
            raise _Told("BOT_TOKEN must be given where WEBHOOK_URL is")
        return self

    def webhook_key(self) -> str:
        """What Telegram must show on each call. Made of the token when none is set, so never absent."""
        if self.webhook_secret:
            return self.webhook_secret.get_secret_value()
        token = self.bot_token.get_secret_value() if self.bot_token else ""
        return hmac.new(token.encode(), b"patogh webhook secret", hashlib.sha256).hexdigest()

    def secrets(self) -> list[str]:
        """Everything that may never be written anywhere, in each spelling it is used in."""
        password = make_url(self.database_url.get_secret_value()).password
        token = self.bot_token.get_secret_value() if self.bot_token else ""
        return [text for text in (token, self.webhook_key() if token else "", password) if text]


def _wrong(field: str) -> _Told:
    return _Told(f"{field.upper()} must be {Settings.model_fields[field].description}")


def _line(error: ValidationError) -> str:
    """The first thing that is wrong: one line that a person can act on."""
    first = error.errors(include_input=False, include_url=False)[0]
    cause = first.get("ctx", {}).get("error")
    return str(cause if isinstance(cause, _Told) else _wrong(str(first["loc"][0])))


def load_settings(**given: Any) -> Settings:
    """What is given here wins over the environment, which wins over `.env`. Raises SettingsError."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_line(error)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(".env must be a readable file of UTF-8 text") from None
