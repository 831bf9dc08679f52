"""How fast a web archive is converted, and in how much memory: `make bench-warc`.

5,000 generated pages in one WARC.gz, on one process, on two, and on a Dask cluster of two workers,
and 1,000 of them to see whether the memory depends on their number. Each line is a run of its own.
Memory is the largest resident set of the process that reads and writes, and of the largest of its
workers, read every tenth of a second.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.generated_pages import page, web_archive

from suites.capture.batch import Options, WriteOutcome, run

PAGES = 5000
WORKERS = {"1": "1 process", "2": "2 processes", "dask": "Dask, 2 workers"}


class Memory(threading.Thread):
    """The largest resident set, in MB, of this process and of any that it began."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.own = self.worker = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look, every tenth of a second."""
        this = psutil.Process()
        while not self._ended.wait(0.1):
            self.own = max(self.own, this.memory_info().rss >> 20)
            for one in this.children(recursive=True):
                try:
                    self.worker = max(self.worker, one.memory_info().rss >> 20)
                except psutil.NoSuchProcess:
                    continue

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def measured(path: Path, workers: str) -> dict[str, float]:
    """Convert a web archive; the pages, the seconds, and the memory in MB."""
    memory = Memory()
    with tempfile.TemporaryDirectory() as cache:
        cluster = None
        if workers == "dask":
            from distributed import LocalCluster

            cluster = LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
            options = Options(dask=cluster.scheduler_address, cache=Path(cache), quiet=True)
        else:
            options = Options(processes=int(workers), cache=Path(cache), quiet=True)
        memory.start()
        begun = time.perf_counter()
        summary = run([path], lambda _capture, _page, _near: WriteOutcome("written"), options)
        seconds = time.perf_counter() - begun
        memory.end()
        if cluster is not None:
            cluster.close()
    assert summary.failed == 0, summary
    return {
        "pages": summary.converted,
        "rate": summary.converted / seconds,
        "own": memory.own,
        "worker": memory.worker,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--measure", nargs=2, metavar=("FILE", "WORKERS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measured(Path(arguments.measure[0]), arguments.measure[1])))
        return
    print(f"{os.cpu_count()} cores; a page is {len(page(0)) >> 10} kB of markup\n")
    print("| workers | pages | pages a second | memory, reading | memory, a worker |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for count in (arguments.pages // 5, arguments.pages):
            path = Path(folder, f"{count}.warc.gz")
            with path.open("wb") as stream:
                web_archive(stream, map(page, range(count)))
            for workers, name in WORKERS.items():
                command = [sys.executable, __file__, "--measure", str(path), workers]
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                found = json.loads(done.stdout)
                print(
                    f"| {name} | {found['pages']:.0f} | {found['rate']:.0f} | {found['own']:.0f} MB"
                    f" | {found['worker']:.0f} MB |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
