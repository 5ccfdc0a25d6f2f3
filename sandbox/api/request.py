"""A request as clients send it (query, form, multipart, JSON) into aiogram's own method class."""

import json
import types
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from aiohttp import MultipartReader, web
from pydantic import ValidationError

from sandbox.api.keyboards import read_keyboard
from sandbox.errors import BotApiError, bad_request

M = TypeVar("M", bound=TelegramMethod[Any])
SCALARS = (str, int, float, bool, InputFile, Default, type(None))
LARGEST_UPLOAD = 50 * 1024 * 1024
MISSING = {
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "question": 'parameter "question" is required',
}


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    data: bytes


@dataclass(slots=True)
class RawCall:
    """Fields by name as they came; files by the name that `attach://` refers to."""

    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)


async def read_request(request: web.Request) -> RawCall:
    """Fields of the query and of the body, whichever way they are written."""
    call = RawCall(dict(request.query))
    kind = request.content_type
    if kind == "application/json":
        call.fields |= await _json_object(request)
    elif kind == "multipart/form-data":
        await read_multipart(await request.multipart(), call)
    elif kind == "application/x-www-form-urlencoded":
        call.fields |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return call


async def _json_object(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body


async def read_multipart(reader: MultipartReader, call: RawCall) -> None:
    """A part with a file name is an upload: the field of that name refers to it."""
    total = 0
    while (part := await reader.next()) is not None:
        if isinstance(part, MultipartReader) or not part.name:
            continue
        if part.filename is None:
            call.fields[part.name] = await part.text()
            continue
        data = bytes(await part.read(decode=True))
        total += len(data)
        if total > LARGEST_UPLOAD:
            raise BotApiError(413, "Request Entity Too Large")
        call.files[part.name] = Upload(part.filename, data)
        call.fields.setdefault(part.name, f"attach://{part.name}")


def to_method(method: type[M], call: RawCall) -> M:
    """Decode the fields that hold JSON, then let aiogram's class judge; its complaint becomes a 400."""
    known = _field_kinds(method)
    values = {name: _decoded(known[name], name, value) for name, value in call.fields.items() if name in known}
    if "reply_markup" in values:
        values["reply_markup"] = read_keyboard(values["reply_markup"])
    try:
        return method.model_validate(values)
    except ValidationError as error:
        raise _complaint(error) from None


def _decoded(is_json: bool, name: str, value: Any) -> Any:
    if isinstance(value, str):
        if name in ("chat_id", "from_chat_id") and value.lstrip("-").isdigit():
            return int(value)
        if is_json:
            return _nested(name, value)
    return value


def _nested(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


@cache
def _field_kinds(method: type[TelegramMethod[Any]]) -> dict[str, bool]:
    """Field name -> whether a client writes it as JSON inside a form."""
    return {name: not _is_scalar(info.annotation) for name, info in method.model_fields.items()}


def _is_scalar(annotation: Any) -> bool:
    """Dates count too: they come as a number. A union is JSON as soon as one of its members is."""
    if get_origin(annotation) is Annotated:
        return _is_scalar(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return all(_is_scalar(member) for member in get_args(annotation))
    return annotation in SCALARS or getattr(annotation, "__module__", "") == "datetime"


def _complaint(error: ValidationError) -> BotApiError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "request"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(MISSING.get(name, f"{name} is empty"))
    return bad_request(f"can't parse {name.replace('_', ' ')}: {first['msg']}")


def given(value: Any) -> Any:
    """A field's value; None where aiogram puts its stand-in for "the bot's default"."""
    return None if isinstance(value, Default) else value
