"""Pictures that the bot sent, fetched back over HTTP."""

import io

import zxingcpp
from PIL import Image

from tests.support.people import Message
from tests.support.world import SandboxWorld


async def photo_of(world: SandboxWorld, message: Message) -> Image.Image:
    """The largest size of a message's photo."""
    found = await world.call("getFile", file_id=message["photo"][-1]["file_id"])
    async with world.http.get(f"{world.url}/file/bot{world.token}/{found['result']['file_path']}") as response:
        return Image.open(io.BytesIO(await response.read())).convert("RGB")


async def scanned(world: SandboxWorld, message: Message) -> str:
    """What a camera reads off a message's photo."""
    [found] = zxingcpp.read_barcodes(await photo_of(world, message))
    return str(found.text)
