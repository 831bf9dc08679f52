"""A command that is run in a terminal, and answered as somebody would."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from support.commands import environment

SECONDS = 25
"""How long a command may take, with its questions."""

Answer = str | Callable[[], str]
"""The keys that are pressed, or a function that returns them once the question stands there."""


def run_in_terminal(
    folder: Path, command: str, *talk: tuple[str, Answer], **variables: str
) -> tuple[int, str]:
    """Run a command of `suites` in a folder, and give each answer when its question stands there.

    Return the status, and what is said after the last answer.
    """
    import fcntl
    import select
    import struct
    import termios

    terminal, other = os.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    run = subprocess.Popen(
        [sys.executable, "-m", "suites", command], cwd=folder, env=environment(**variables),
        stdin=other, stdout=other, stderr=other,
    )  # fmt: skip
    os.close(other)
    said, until = b"", time.monotonic() + SECONDS
    questions = list(talk)
    try:
        while time.monotonic() < until:
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            said += os.read(terminal, 65536)
            while questions and questions[0][0].encode() in said:
                words, answer = questions.pop(0)
                said = said.partition(words.encode())[2]
                time.sleep(0.05)  # until the question takes keys
                os.write(terminal, (answer if isinstance(answer, str) else answer()).encode())
    except OSError:  # so a terminal ends on Linux
        pass
    finally:
        os.close(terminal)
        if questions:
            run.kill()
        status = run.wait()
    assert not questions, said
    return status, said.decode()
