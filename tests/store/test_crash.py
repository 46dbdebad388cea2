"""What was acknowledged survives: kill -9, a full disk, and every write that can fail."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar

import pytest

from solferino.errors import BrokenError, UsageError
from solferino.store import Case, Clock, check, ledger
from solferino.store.disk import Disk

Reopen = Callable[..., Case]
P = ParamSpec("P")
T = TypeVar("T")

NURSERY = '''
"""Bear a process for each line that comes in, and say how it died."""
import itertools
import os
import signal
import sys
from pathlib import Path
from solferino.store import Case
from solferino.store.disk import Disk

class Dying(Disk):
    """A disk that takes its process down at the n-th thing asked."""
    def __init__(self, n):
        self.left = n
    def _count(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def write(self, file, data):
        self._count()
        super().write(file, data)
    def sync(self, file):
        self._count()
        super().sync(file)
    def rename(self, source, target):
        self._count()
        super().rename(source, target)
    def sync_folder(self, folder):
        self._count()
        super().sync_folder(folder)

def receive(path, first, count, size, n):
    clock = lambda: "2031-03-14T09:26:53Z"
    with Case.open(path, clock=clock, by="ana", writing=True, disk=Dying(n)) as case:
        for number in itertools.islice(itertools.count(first), count):
            receipt = case.receive(f"{number}.bin", b"%9d" % number * size)
            print(number, receipt.id, receipt.original, "whole", flush=True)

for line in sys.stdin:
    path, *numbers = line.rstrip().split("\\t")
    child = os.fork()
    if child == 0:
        print("born", os.getpid(), flush=True)
        receive(Path(path), *map(int, numbers))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print("\\ndead", os.waitstatus_to_exitcode(status), flush=True)
'''

LIMITED = '''
"""Receive files until the system refuses to let any file grow."""
import resource
import signal
import sys
from pathlib import Path
from solferino.errors import UsageError
from solferino.store import Case

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
clock = lambda: "2031-03-14T09:26:53Z"
with Case.open(Path(sys.argv[1]), clock=clock, by="ana", writing=True) as case:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        for number in range(10_000):
            print(case.receive(f"{number}.txt", b"%d" % number).id, flush=True)
    except UsageError as error:
        print("refused:", error.message, "|", error.remedy, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("then:", case.receive("late.txt", b"late").id, flush=True)
'''

WHOLE = " whole"  # ends a line that was written to its end
MANY = 100_000  # files, more than a process receives before it is killed
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and limits of POSIX")


def start(script: str, *words: object) -> subprocess.Popen[str]:
    """Start a script in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


class Nursery:
    """Real processes that receive files, one after the other; started once, so that it is quick."""

    def __init__(self) -> None:
        self._running = start(NURSERY)

    def bear(self, path: Path, *, first: int, count: int, size: int = 1, n: int = 0) -> int:
        """Let a process receive files into a case; `n` is where its disk kills it, 0 never."""
        assert self._running.stdin is not None
        print(path, first, count, size, n, sep="\t", file=self._running.stdin, flush=True)
        return int(self.line().removeprefix("born "))

    def line(self) -> str:
        """Read what the process says next."""
        return self._read().removesuffix(WHOLE)

    def death(self) -> tuple[list[str], int]:
        """Read all that it said to its end, and how it ended.

        A line in the midst of which it was killed acknowledges nothing.
        """
        said = []
        while not (line := self._read()).startswith("dead "):
            said.append(line)
        whole = [one.removesuffix(WHOLE) for one in said if one.endswith(WHOLE)]
        return whole, int(line.removeprefix("dead "))

    def _read(self) -> str:
        assert self._running.stdout is not None
        line = self._running.stdout.readline()
        assert line, "the nursery itself has died"
        return line.rstrip("\n")

    def close(self) -> None:
        """Wait until all is over."""
        self._running.communicate()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@posix
def test_forty_kills_in_mid_ingest_lose_nothing_acknowledged(
    case: Case, reopen: Reopen, nursery: Nursery
) -> None:
    case.close()
    acknowledged: dict[str, tuple[int, str]] = {}
    for kill in range(40):
        size = 20_000 if kill % 2 else 20  # half of the kills in large files, half in small ones
        process = nursery.bear(case.path, first=MANY * kill, count=MANY, size=size)
        lines = [nursery.line() for _ in range(1 + kill % 3)]
        time.sleep(kill % 8 * 0.0007)  # at another point of a receipt each time
        os.kill(process, signal.SIGKILL)
        more, end = nursery.death()
        assert end == -signal.SIGKILL
        for line in lines + more:
            word, receipt, original = line.split()
            acknowledged[receipt] = (int(word), original)
        with reopen() as reader:
            assert check(reader).findings == ()

    with reopen(writing=True) as after:
        assert (check(after).findings, len(acknowledged) >= 40) == ((), True)
        kept = {receipt.id: receipt for receipt in after.receipts()}
        assert acknowledged.keys() <= kept.keys()
        for receipt, (number, original) in acknowledged.items():
            assert kept[receipt].name == f"{number}.bin"
            assert after.data(original).startswith(b"%9d" % number)


@posix
def test_dying_at_any_step_of_a_receipt_leaves_a_sound_case_that_goes_on(
    tmp_path: Path, clock: Clock, nursery: Nursery
) -> None:
    """Killed at the n-th thing asked of the disk, for every n."""
    ended = False
    steps = 0
    while not ended:
        steps += 1
        path = tmp_path / str(steps)
        with Case.create(path, "x", clock=clock, by="ana") as case:
            case.receive("0.bin", b"old")
        nursery.bear(path, first=1, count=1, n=steps)
        said, end = nursery.death()
        ended = end == 0
        assert ended == bool(said)
        for writing in (False, True):
            with Case.open(path, clock=clock, by="ana", writing=writing) as case:
                assert check(case).findings == ()
                names = [receipt.name for receipt in case.receipts()]
                assert names[0] == "0.bin"
                assert names[1:] in ([], ["1.bin"])
                assert not ended or len(names) == 2
        with Case.open(path, clock=clock, by="ana", writing=True) as case:
            case.receive("1.bin", b"%9d" % 1)
            assert len(case.receipts()) == 2
            assert (check(case).findings, check(case).remarks) == ((), ())
    assert steps > 8


class Failing(Disk):
    """A disk on which the n-th thing asked fails, as a full one does."""

    def __init__(self, n: int) -> None:
        self.left = n
        self.failed = False

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.failed = True
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, file: BinaryIO, data: bytes) -> None:
        self._count()
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        self._count()
        super().sync(file)

    def rename(self, source: Path, target: Path) -> None:
        self._count()
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._count()
        super().sync_folder(folder)


def failures() -> Iterator[Failing]:
    """Give disks that fail at the first, second, … thing, until one does not fail."""
    for n in range(1, 100):
        disk = Failing(n)
        yield disk
        if not disk.failed:
            return


@pytest.mark.parametrize("goes_on", [True, False], ids=["same process", "another process"])
def test_any_write_that_fails_is_told_and_loses_nothing_acknowledged(
    tmp_path: Path, clock: Clock, *, goes_on: bool
) -> None:
    tried = 0
    for disk in failures():
        tried += 1
        path = tmp_path / str(tried)
        with Case.create(path, "x", clock=clock, by="ana") as case:
            old = case.receive("old.txt", b"old")
        opened = attempt(Case.open, path, clock=clock, by="ana", writing=True, disk=disk)
        assert opened is not None or disk.failed
        with opened or nullcontext():
            new = attempt(opened.receive, "new.txt", b"new") if opened else None
            assert (new is None) == disk.failed
            disk.left = 0
            if opened and goes_on:
                assert check(opened).findings == ()
                assert opened.receipts()[0] == old
                opened.receive("new.txt", b"new")
                assert ledger.read_head(path / "ledger.head") == opened.head()
        with Case.open(path, clock=clock, by="ana", writing=True) as case:
            case.receive("new.txt", b"new")
            case.receive("more.txt", b"more")
            assert (check(case).findings, check(case).remarks) == ((), ())
            assert [r.name for r in case.receipts()] == ["old.txt", "new.txt", "more.txt"]
    assert tried > 8


def test_a_making_that_fails_leaves_no_case_that_seems_whole(tmp_path: Path, clock: Clock) -> None:
    tried = 0
    for disk in failures():
        tried += 1
        path = tmp_path / str(tried)
        made = attempt(Case.create, path, "x", clock=clock, by="ana", disk=disk)
        if made is not None:
            made.close()
        opened = attempt(Case.open, path, clock=clock, by="ana", writing=True)
        assert opened is not None or made is None
        if opened is not None:
            with opened:
                assert check(opened).findings == ()
                assert opened.name == "x"
    assert tried > 4


def attempt(doing: Callable[P, T], *words: P.args, **named: P.kwargs) -> T | None:
    """Return what it gives, or null when it is refused with a remedy."""
    try:
        return doing(*words, **named)
    except UsageError as refused:
        return None if refused.remedy else pytest.fail(refused.message)


def test_a_database_that_cannot_grow_refuses_clearly_and_keeps_the_rest(
    case: Case, reopen: Reopen
) -> None:
    acknowledged = [case.receive("old.txt", b"old")]
    with case.facts.database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(UsageError, match="full") as refused:
        acknowledged.extend(case.receive(f"{n}.txt", b"%d" % n) for n in range(1000))
    assert "Make room" in refused.value.remedy
    case.close()

    with reopen(writing=True) as again:
        assert check(again).findings == ()
        assert again.receipts() == acknowledged


@posix
@pytest.mark.parametrize("limit", [70_000, 200_000])
def test_when_the_system_lets_no_file_grow_all_acknowledged_is_there(
    case: Case, reopen: Reopen, limit: int
) -> None:
    case.close()
    limited = start(LIMITED, case.path, limit)
    output, _ = limited.communicate()
    *acknowledged, refused, then = output.splitlines()

    assert limited.returncode == 0
    assert refused.startswith("refused:")
    assert "Make room" in refused
    assert then.startswith("then:")
    with reopen(writing=True) as after:
        assert check(after).findings == ()
        kept = [receipt.id for receipt in after.receipts()]
        assert [*acknowledged, then.split()[1]] == kept
    assert len(acknowledged) > 1


@posix
def test_a_log_that_the_disk_lost_is_noticed_by_the_head(
    case: Case, reopen: Reopen, nursery: Nursery
) -> None:
    """Without a head beside it, the ledger would simply look shorter."""
    case.close()
    process = nursery.bear(case.path, first=0, count=MANY)
    for _ in range(3):
        nursery.line()
    os.kill(process, signal.SIGKILL)
    nursery.death()
    log = case.path / "facts.sqlite-wal"
    assert log.stat().st_size > 0
    os.truncate(log, log.stat().st_size // 2)

    with reopen() as reader:
        first = check(reader).findings[0]
    assert "the ledger ends at entry" in first.message
    with pytest.raises(BrokenError):
        reopen(writing=True)
