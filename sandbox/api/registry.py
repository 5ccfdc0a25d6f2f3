"""The methods that the sandbox knows. One that is not here is refused, never answered politely."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from aiogram.methods import TelegramMethod
from pydantic import TypeAdapter

from sandbox.api.request import RawCall, Upload, to_method
from sandbox.errors import BotApiError
from sandbox.stage import Stage

M = TypeVar("M", bound=TelegramMethod[Any])


@dataclass(frozen=True, slots=True)
class Call(Generic[M]):
    """One call of a bot: where, what, and the files that came with it."""

    stage: Stage
    method: M
    files: dict[str, Upload]


@dataclass(frozen=True, slots=True)
class Ready:
    """A result that already is JSON text."""

    json: str


HANDLERS: dict[str, tuple[type[TelegramMethod[Any]], Callable[[Call[Any]], Any]]] = {}


def answers(method: type[M]) -> Callable[[Callable[[Call[M]], Any]], Callable[[Call[M]], Any]]:
    """Register a function (plain or async) for a method; it returns raw JSON values or a `Ready`."""

    def register(handler: Callable[[Call[M]], Any]) -> Callable[[Call[M]], Any]:
        HANDLERS[method.__api_method__.lower()] = (method, handler)
        return handler

    return register


async def execute(stage: Stage, name: str, raw: RawCall) -> str:
    """The method's result as JSON text, in the shape of the type that aiogram says it returns."""
    if name.lower() not in HANDLERS:
        raise BotApiError(404, "Not Found: method not found")
    method, handler = HANDLERS[name.lower()]
    result = handler(Call(stage, to_method(method, raw), raw.files))
    if inspect.isawaitable(result):
        result = await result
    if isinstance(result, Ready):
        return result.json
    adapter = _result_type(method)
    value = adapter.validate_python(result)
    return adapter.dump_json(value, by_alias=True, exclude_none=True).decode()


@cache
def _result_type(method: type[TelegramMethod[Any]]) -> TypeAdapter[Any]:
    return TypeAdapter(method.__returning__)
