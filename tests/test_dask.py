"""Conversion on a Dask cluster: a real one, of two workers on this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from support.generated_pages import page, web_archive
from support.length import at_length, is_proving
from test_conversion import slow

from suites.capture.batch import Options, WriteOutcome, run
from suites.capture.batch.workers import Cluster
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import digest
from suites.capture.formats import CapturedPage, Failure

pytestmark = pytest.mark.filterwarnings("default")  # the cluster's own are not ours to mend


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_what_this_machine_gives(scheduler: str, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as stream:
        web_archive(stream, map(page, range(24)))
    results = []
    for dask in (None, scheduler):
        found: list[tuple[CapturedPage, CapturedArticle]] = []

        def write(
            capture: CapturedPage, page: CapturedArticle, _near: object, found: list[Any] = found
        ) -> WriteOutcome:
            found.append((capture, page))
            return WriteOutcome("written")

        options = Options(processes=0, dask=dask, cache=tmp_path / "cache", quiet=True)
        summary = run([path], write, options)
        assert summary.converted == 24
        results.append(found)
    assert results[0] == results[1]


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="long: make prove")
def test_a_worker_that_hangs_is_restarted_and_the_run_goes_on(scheduler: str) -> None:
    workers = Cluster(Options(dask=scheduler, seconds=2))
    raw = page(1).encode()
    given = [
        slow(),
        CapturedPage("good", "html", raw, digest(raw)),
    ]
    try:
        work = [workers.submit(one) for one in given]
        found = [workers.result(one, x)[0] for one, x in zip(given, work, strict=True)]
    finally:
        workers.close()
    assert [x.code for x in found if isinstance(x, Failure)] == ["too-slow"]
    assert isinstance(found[1], CapturedArticle)


def test_no_cluster_is_one_sentence() -> None:
    with pytest.raises(SystemExit, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster(Options(dask="tcp://127.0.0.1:9"))


@at_length
def test_without_the_optional_part_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SystemExit, match=r'pip install "\.\[distributed\]"'):
        Cluster(Options(dask="tcp://127.0.0.1:9"))
