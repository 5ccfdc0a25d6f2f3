"""Stock aiogram's webhook with a handler that does nothing: what a press costs before any code of ours."""

import sys

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web


async def nothing(press: CallbackQuery) -> None:
    """Takes the press and leaves it."""


def main() -> None:
    """Serves on the port given as the only argument."""
    dispatcher, bot = Dispatcher(), Bot("1:" + "x" * 35)
    dispatcher.callback_query.register(nothing)
    site = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=sys.argv[2]).register(site, path="/hook")
    setup_application(site, dispatcher, bot=bot)
    web.run_app(site, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)


if __name__ == "__main__":
    main()
