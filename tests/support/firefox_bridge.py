"""Stands between Playwright and a released Firefox: `python firefox_bridge.py FIREFOX ARGUMENT…`.

Playwright drives such a Firefox over WebDriver BiDi, and sets the media features of each context.
The command for that, `emulation.setMediaFeaturesOverride`, is younger than Firefox ESR 153, which
answers that it does not know it: Playwright then opens no page. This program runs Firefox and hands
on all that the two say to each other, but makes "done" of that one answer. Once Firefox ESR knows
the command, this program can go, and `firefox.launch` can name Firefox itself.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from functools import partial

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

LISTENING = "WebDriver BiDi listening on ws://"
"""What Firefox says on its standard error, before its address: Playwright waits for it."""

UNKNOWN = "emulation.setMediaFeaturesOverride"


async def run(command: list[str]) -> int:
    """The exit code of a Firefox, once it has ended by itself or at Playwright's word."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert firefox.stderr
    async for line in firefox.stderr:
        if found := re.search(LISTENING + "(.+)", line.decode(errors="replace")):
            address = f"ws://{found[1].strip()}"
            # Messages hold pictures of pages, and the texts of scripts: no bound suits them.
            async with serve(partial(relay, address), "127.0.0.1", 0, max_size=None) as server:
                port = server.sockets[0].getsockname()[1]
                sys.stderr.write(f"{LISTENING}127.0.0.1:{port}\n")
                sys.stderr.flush()
                async for _ in firefox.stderr:
                    pass  # a pipe that nobody reads would fill, and hold Firefox up
        else:
            sys.stderr.buffer.write(line)  # why it does not start, for Playwright to tell
    return await firefox.wait()


async def relay(address: str, playwright: ServerConnection) -> None:
    """Hand on what Playwright and the Firefox at an address say, until one hangs up."""
    assert playwright.request
    async with connect(
        address + playwright.request.path, max_size=None, compression=None
    ) as firefox:
        ways = (
            asyncio.create_task(_hand_on(playwright, firefox)),
            asyncio.create_task(_hand_on(firefox, playwright)),
        )
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()


async def _hand_on(
    source: ServerConnection | ClientConnection, target: ServerConnection | ClientConnection
) -> None:
    async for message in source:
        await target.send(_as_done(message) if isinstance(message, str) else message)


def _as_done(message: str) -> str:
    if '"unknown command"' not in message or UNKNOWN not in message:
        return message
    answer = json.loads(message)
    if answer.get("error") != "unknown command":
        return message
    return json.dumps({"type": "success", "id": answer["id"], "result": {}})


if __name__ == "__main__":
    sys.exit(asyncio.run(run(sys.argv[1:])))
