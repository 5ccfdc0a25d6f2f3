"""A Bot API server for the measured processes to talk to."""

import asyncio
import sys

from sandbox.server import Sandbox


async def main() -> None:
    """Serves on the port given as the first argument, for the token given as the second."""
    await Sandbox(sys.argv[2], strict_flood=False).start(port=int(sys.argv[1]))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
