"""Stands between Playwright and a released Firefox: `python firefox_bridge.py FIREFOX ARGUMENT…`.

Playwright drives such a Firefox over WebDriver BiDi. This program runs Firefox, and hands on all
that the two say to each other but for what is younger in the protocol than Firefox ESR 153:

- Playwright sets the media features of each context, and opens no page where Firefox answers that
  it does not know `emulation.setMediaFeaturesOverride`: it is told that this is done.
- Playwright passes over a download that has no `download`, an id: it is given its URL.

Once Firefox ESR has both, this program can go, and `firefox.launch` can name Firefox itself.
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
DOWNLOADS = ("browsingContext.downloadWillBegin", "browsingContext.downloadEnd")


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
        await target.send(_mended(message) if isinstance(message, str) else message)


def _mended(message: str) -> str:
    if UNKNOWN not in message and "browsingContext.download" not in message:
        return message
    said = json.loads(message)
    if said.get("error") == "unknown command":
        said = {"type": "success", "id": said["id"], "result": {}}
    elif said.get("method") in DOWNLOADS:
        said["params"].setdefault("download", said["params"]["url"])
    return json.dumps(said)


if __name__ == "__main__":
    sys.exit(asyncio.run(run(sys.argv[1:])))
