"""Button presses as Telegram sends them, about 1 kB each, and a crowd that sends them."""

import asyncio
import json
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

from bench.store import CHANNEL, FIRST_PERSON

SECRET = "bench-secret-0123456789"
_ids = count(1)


def press(person: int, round_id: int, option: int = 0) -> bytes:
    """The body of one webhook call: a tap on an option of the channel's post."""
    keys = [[{"text": f"گزینهٔ {n} · 12", "callback_data": f"v:{round_id}:{n}"}] for n in range(4)]
    chat = {"id": CHANNEL, "title": "چای‌خانهٔ ماه‌نو", "username": "mahnow_tea", "type": "channel"}
    message = {
        "message_id": 77,
        "sender_chat": chat,
        "chat": chat,
        "date": 1795300000,
        "text": "امروز چای را با چه می‌خورید؟\n\nتا اینجا ۱۲ رأی",
        "entities": [{"offset": 0, "length": 28, "type": "bold"}],
        "reply_markup": {"inline_keyboard": keys},
    }
    update = next(_ids)
    who = {"id": FIRST_PERSON + person, "is_bot": False, "first_name": f"همراه {person}", "language_code": "fa"}
    query = {
        "id": str(10**17 + update),
        "from": who,
        "message": message,
        "chat_instance": "-3021474983647",
        "data": f"v:{round_id}:{option}",
    }
    return json.dumps({"update_id": update, "callback_query": query}).encode()


async def send(url: str, bodies: list[bytes], at_once: int) -> list[bytes]:
    """Posts the bodies over kept-alive connections; every answer must be a 200."""
    waiting = iter(bodies)
    answers = await asyncio.gather(*(_connection(url, waiting) for _ in range(at_once)))
    return [answer for some in answers for answer in some]


async def _connection(url: str, waiting: Iterator[bytes]) -> list[bytes]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: "
    answers = []
    for body in waiting:
        writer.write(f"{head}{len(body)}\r\n\r\n".encode() + body)
        answers.append(await _answer(reader))
    writer.close()
    return answers


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(f"the server answered {head[:40]!r}")
    if b"transfer-encoding: chunked" in head:
        return await _chunks(reader)
    return await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int(await reader.readline(), 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return whole
