"""The command line. Imports stay inside the commands, so that `--version` and `--help` answer at once."""

from __future__ import annotations

import gc
import importlib.metadata
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

# Typer's own error pages show local variables, the token among them.
cli = typer.Typer(
    help="Patogh, the hangout: a brand's Telegram channel, group and private chat as one place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"patogh {importlib.metadata.version('patogh')}")
        raise typer.Exit


def _load(**given: Any) -> Settings:
    """Settings, and logs that know what to hide, before anything else happens."""
    from bot import logs
    from bot.settings import load_settings

    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    logs.configure(settings.log_level, settings.log_format, settings.secrets())
    return settings


@cli.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options that belong to no command."""


@cli.command()
def run(
    host: Annotated[str | None, typer.Option(help="Listen on this address instead of HTTP_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Listen on this port instead of HTTP_PORT.")] = None,
) -> None:
    """Start the bot: with BOT_TOKEN on Telegram, without one in the sandbox."""
    from bot.settings import SettingsError

    try:
        settings = _load(http_host=host, http_port=port)
    except SettingsError as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None  # as for every wrong use of a command line
    # The imports make half a million objects that stay: looking for garbage among them is a fifth of the start.
    gc.disable()
    from bot.run import run as serve

    serve(settings)


@cli.command()
def check() -> None:
    """Test settings, database, token and rights, and say what is wrong."""
    import asyncio

    from bot.settings import SettingsError

    try:
        settings = _load()
    except SettingsError as error:
        typer.echo(f"✗ settings: {error}")
        raise typer.Exit(1) from None
    from bot.check import examine

    if not asyncio.run(examine(settings, typer.echo)):
        raise typer.Exit(1)


@cli.command()
def verify(
    hangout: Annotated[str | None, typer.Option(help="One hangout alone, by the last part of its link.")] = None,
    seal: Annotated[str | None, typer.Option(help="A seal that was kept: does it still fit?")] = None,
    report: Annotated[Path | None, typer.Option(help="Write each place that does not fit to this file.")] = None,
) -> None:
    """Check every chain, balance, claim and seal in the store. Exit status: 0 all is well, 1 not, 2 could not look."""
    from bot.settings import SettingsError
    from bot.verify import CanNot, examine

    try:
        well = examine(_load(), hangout, seal, report)
    except (SettingsError, CanNot) as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None
    raise typer.Exit(0 if well else 1)


@cli.command()
def simulate(
    members: Annotated[int, typer.Option(min=1, max=100_000, help="How many synthetic people.")] = 1000,
    days: Annotated[int, typer.Option(min=1, max=1000, help="How many local days.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed gives the same result.")] = 7,
    first: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day.")] = datetime(2026, 9, 23),
    language: Annotated[str, typer.Option(help="Whose questions are asked, and the picture's language.")] = "fa",
    scenario: Annotated[
        list[str] | None, typer.Option(help="Again for each one to compare; `all` compares all of them.")
    ] = None,
    picture: Annotated[Path | None, typer.Option(help="Draw it as a PNG too.")] = None,
) -> None:
    """Let synthetic people live with scenarios, on a store of their own: presence, continuity, notches."""
    from bot.simulate import CanNot, Wish
    from bot.simulate import simulate as live

    try:
        wish = Wish(members, days, seed, first.date(), language, scenario or [], picture)
        live(wish, typer.echo, partial(typer.echo, err=True))
    except CanNot as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    cli(prog_name="patogh")
