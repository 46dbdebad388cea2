"""A run that is stopped goes on where it was, and comes to the same bytes as one that was not.

The real command runs in a process of its own. Strangers' parts, found through entry points like
anybody's, write down each file that is read and each document that is mined.
"""

import json
import mailbox
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from solferino.pipeline import picture
from solferino.publish.contract import JsonExporter
from solferino.store import check
from solferino.store.case import Case

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")

AT = "2031-05-01T10:00:00Z"
FILES = 24  # of text; a mailbox and a table come beside them
LOG = "SOLFERINO_TEST_LOG"
HOLD = "SOLFERINO_TEST_HOLD"  # "read 9": whoever notes the ninth reading, or a later one, waits
PARTS = '''
"""Parts that write down what they are asked, and fail where a name says so."""
import os
import signal
import time
from solferino.model import Extraction, Reading

def note(what, name):
    line = f"{what}\\t{os.getpid()}\\t{name}\\n".encode()
    descriptor = os.open(os.environ["SOLFERINO_TEST_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, line)
    os.close(descriptor)
    stage, _, most = os.environ.get("SOLFERINO_TEST_HOLD", "").partition(" ")
    if stage == what and count(what) >= int(most):
        time.sleep(600)

def count(what):
    with open(os.environ["SOLFERINO_TEST_LOG"], encoding="utf-8") as log:
        return sum(line.startswith(what + "\\t") for line in log)

class Noting:
    name = "noting"
    version = "1"
    def bid(self, sample):
        return 100 if sample.name.endswith(".txt") else 0
    def read(self, sample):
        note("read", sample.name)
        if "segfault" in sample.name:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "endless" in sample.name:
            time.sleep(600)
        return Reading(text=sample.data.decode(), media_type="text/plain")

class Looking:
    name = "looking"
    version = "1"
    def extract(self, document, gazetteer):
        note("mine", document.name)
        if "poison" in document.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        return Extraction(document=document.id)
'''
ENTRIES = """[solferino.readers]
noting = parts_of_a_stranger:Noting
[solferino.extractors]
looking = parts_of_a_stranger:Looking
"""


def text(number: int) -> str:
    place = ("Tesk", "Orrin", "Vasht", "Delm")[number % 4]
    day = 1 + number % 28
    return (
        f"Rockets hit the {place} clinic on {day} April 2031, killing {2 + number % 7} nurses, "
        f"the {place} health office said in its note number {number}.\n\n"
        f"The director, Neva Ostrell{number}, denied that gunmen had been in the building.\n"
    )


def letter(number: int) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Neva Ostrell <n.ostrell@example.org>"
    made["Date"] = "Mon, 07 Apr 2031 18:42:00 +0200"
    made["Subject"] = f"Tesk, letter {number}"
    made["Message-ID"] = f"<{number}@example.org>"
    made.set_content(text(100 + number))
    return made


def fill(folder: Path, first: int, last: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(first, last):
        (folder / f"{number:03}.txt").write_text(text(number), encoding="utf-8")


def fill_containers(folder: Path) -> None:
    box = mailbox.mbox(str(folder / "letters.mbox"))
    for number in range(4):
        one = mailbox.mboxMessage(letter(number))
        one.set_from("n.ostrell@example.org Mon Apr  7 18:42:00 2031")  # not the time of the test
        box.add(one)
    box.close()
    rows = "".join(f'2031-04-{n + 1:02},"{" ".join(text(200 + n).split())}"\n' for n in range(5))
    (folder / "reports.csv").write_text(f"date,text\n{rows}", encoding="utf-8")


@dataclass(frozen=True)
class Desk:
    """A place to work at: a folder of files, cases beside it, and what was asked of the parts."""

    folder: Path
    base: Path

    @property
    def log(self) -> Path:
        return self.base / "asked.tsv"

    def start(self, case: str, *options: str, hold: str = "") -> "subprocess.Popen[str]":
        """Start `solferino run` on the folder, as a person would; for `hold` see there."""
        words = ["run", str(self.folder), "--case", str(self.base / case), "--no-desk"]
        told = {LOG: str(self.log), HOLD: hold, "PYTHONPATH": str(self.base / "parts")}
        return subprocess.Popen(
            [sys.executable, "-m", "solferino", *words, "--at", AT, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **told},
            start_new_session=True,
        )

    def run(self, case: str, *options: str) -> tuple[int, str]:
        """Run it to its end; returns the exit code and what it said."""
        process = self.start(case, *options)
        out, said = process.communicate()
        return process.returncode, out + said

    def asked(self, what: str) -> list[str]:
        """Return the names that were asked of a part so far, in order."""
        return [name for found, _, name in self._lines() if found == what]

    def workers(self) -> set[int]:
        """Return the processes in which parts were asked."""
        return {int(pid) for _, pid, _ in self._lines()}

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        if self.log.exists():
            for line in self.log.read_text(encoding="utf-8").splitlines():
                what, pid, name = line.split("\t")
                yield what, pid, name

    def open(self, case: str) -> Case:
        return Case.open(self.base / case, clock=lambda: AT, by="a tester")

    def export(self, case: str) -> bytes:
        out = BytesIO()
        with self.open(case) as opened:
            JsonExporter().write(picture(opened, "test"), out)
        return out.getvalue()


def desk_at(base: Path) -> Desk:
    """Make a desk with the parts of a stranger beside it."""
    about = base / "parts" / "parts_of_a_stranger-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: parts-of-a-stranger\n")
    (about / "entry_points.txt").write_text(ENTRIES)
    (base / "parts" / "parts_of_a_stranger.py").write_text(PARTS)
    return Desk(folder=base / "incoming", base=base)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path)


def filled(desk: Desk) -> Desk:
    fill(desk.folder, 0, FILES)
    fill_containers(desk.folder)
    return desk


@pytest.fixture
def full(desk: Desk) -> Desk:
    return filled(desk)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Export a case that was made of all files at once, in one process that nobody stopped."""
    desk = filled(desk_at(tmp_path_factory.mktemp("whole")))
    assert desk.run("whole", "--workers", "1")[0] == 0
    return desk.export("whole")


def until(reached: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Wait until the run has come so far; it must not end before."""
    while not reached():
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


# Where each run is killed, and with how many workers it goes: the next goes on with others.
KILLED = (("receive", "1"), ("read", "2"), ("read", "1"), ("mine", "1"), ("mine", "2"))


STEP = 4  # files that a run is let come further by than where it is killed


def moments() -> Iterator[tuple[str, str, int, float]]:
    """Choose after how many files of each stage the run is killed, and how long after (seconds)."""
    chance = random.Random("1859 killed")  # noqa: S311  (the same moments each time)
    for stage, workers in KILLED:
        yield stage, workers, chance.randrange(1, STEP), chance.random() * 0.01


def begin(desk: Desk, case: str, stage: str, workers: str, number: int) -> "subprocess.Popen[str]":
    """Start a run and wait until it is so far in a stage; a little later it waits to be killed."""
    before = len(desk.asked(stage))
    hold = "read 1" if stage == "receive" else f"{stage} {before + number + STEP}"
    begun = desk.start(case, "--workers", workers, hold=hold)
    if stage == "receive":
        originals = desk.base / case / "originals"
        until(lambda: sum(1 for p in originals.glob("??/*")) >= number, begun)
    else:
        until(lambda: len(desk.asked(stage)) >= before + number, begun)
    return begun


def kept(
    desk: Desk, filed: set[str], mined: set[str], asked: tuple[int, int]
) -> tuple[set[str], set[str]]:
    """Check that nothing filed or mined was done anew, and give what is filed and mined now."""
    assert not filed & set(desk.asked("read")[asked[0] :])
    assert not mined & set(desk.asked("mine")[asked[1] :])
    with desk.open("killed") as case:
        assert check(case).findings == ()
        now = {d.name for d in case.documents()}
        return now, now - {d.name for d in case.unmined()}


def test_a_run_that_is_killed_again_and_again_ends_as_one_that_was_not(
    full: Desk, whole: bytes
) -> None:
    filed: set[str] = set()
    mined: set[str] = set()
    for stage, workers, number, after in moments():
        asked = len(full.asked("read")), len(full.asked("mine"))
        begun = begin(full, "killed", stage, workers, number)
        time.sleep(after)
        begun.kill()
        _, said = begun.communicate()
        assert begun.returncode == -signal.SIGKILL, said
        filed, mined = kept(full, filed, mined, asked)
    asked = len(full.asked("read")), len(full.asked("mine"))
    code, said = full.run("killed", "--workers", "2")
    assert code == 0, said
    filed, mined = kept(full, filed, mined, asked)
    with full.open("killed") as case:
        receipts = [e.subject for e in case.entries() if e.verb == "receive"]
        assert len(receipts) == len(set(receipts)) == len(case.receipts()) == FILES + 2
    assert len(filed) == len(mined) == FILES + 9
    asked = len(full.asked("read")), len(full.asked("mine"))
    assert full.run("killed")[0] == 0
    assert (len(full.asked("read")), len(full.asked("mine"))) == asked
    assert full.export("killed") == whole


def test_when_the_command_is_killed_its_workers_go_too(full: Desk) -> None:
    begun = begin(full, "killed", "read", "2", 3)
    begun.kill()
    begun.communicate()
    workers = full.workers()
    assert begun.pid not in workers
    while not all(gone(pid) for pid in workers):
        time.sleep(0.01)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_it_cleanly_with_a_sentence_that_says_how_to_go_on(
    full: Desk, workers: str
) -> None:
    begun = begin(full, "stopped", "read", workers, 10)
    os.killpg(begun.pid, signal.SIGINT)  # as a terminal does: to the command and its workers
    out, said = begun.communicate()
    assert begun.returncode == 130
    assert out == ""
    assert said.strip().count("\n") == 0, said
    assert "repeat the command to go on" in said
    assert full.run("stopped", "--workers", workers)[0] == 0
    with full.open("stopped") as case:
        assert len(case.documents()) == FILES + 9


def test_files_that_come_later_give_the_same_bytes_as_all_at_once(desk: Desk, whole: bytes) -> None:
    fill(desk.folder, FILES // 2, FILES)
    assert desk.run("later", "--workers", "1")[0] == 0
    read = len(desk.asked("read"))
    fill(desk.folder, 0, FILES // 2)
    fill_containers(desk.folder)
    assert desk.run("later", "--workers", "2")[0] == 0
    assert len(desk.asked("read")) == read + FILES // 2
    assert desk.export("later") == whole


def test_a_file_that_kills_its_reader_is_a_problem_and_the_run_goes_on(desk: Desk) -> None:
    fill(desk.folder, 0, 8)
    (desk.folder / "segfault.txt").write_text(text(9))
    (desk.folder / "poisoned.txt").write_text("A poison was found in the Tesk clinic.")
    code, said = desk.run("case", "--workers", "2")
    assert code == 4
    assert said.count("What to do:") == 2
    with desk.open("case") as case:
        assert {(p.name, p.stage) for p in case.problems()} == {
            ("segfault.txt", "read"),
            ("poisoned.txt", "extract"),
        }
        assert {d.name for d in case.documents()} == {
            "poisoned.txt",
            *(f"{n:03}.txt" for n in range(8)),
        }
    asked = len(desk.asked("read"))
    assert desk.run("case", "--workers", "2")[0] == 4
    assert len(desk.asked("read")) == asked


def test_a_file_without_end_is_given_up_after_the_patience_one_has(desk: Desk) -> None:
    fill(desk.folder, 0, 4)
    (desk.folder / "endless.txt").write_text(text(9))
    code, said = desk.run("case", "--workers", "2", "--patience", "6", "--json")
    assert code == 4
    assert json.loads(said[: said.index("}\n}") + 3])["found"]["documents"] == 4
    with desk.open("case") as case:
        (problem,) = case.problems()
    assert (problem.name, problem.stage) == ("endless.txt", "read")
    assert "6 seconds" in problem.message
    assert "--patience" in problem.remedy
