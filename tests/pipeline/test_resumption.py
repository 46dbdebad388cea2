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
from pathlib import Path

import pytest

from solferino.store import check
from solferino.store.case import Case

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")

AT = "2031-05-01T10:00:00Z"
FILES = 44  # of text; a mailbox and a table come beside them
LOG = "SOLFERINO_TEST_LOG"
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
        box.add(mailbox.mboxMessage(letter(number)))
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

    def start(self, case: str, *options: str) -> "subprocess.Popen[str]":
        """Start `solferino run` on the folder, as a person would."""
        words = ["run", str(self.folder), "--case", str(self.base / case), "--no-desk"]
        environment = {**os.environ, LOG: str(self.log), "PYTHONPATH": str(self.base / "parts")}
        return subprocess.Popen(
            [sys.executable, "-m", "solferino", *words, "--at", AT, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )

    def run(self, case: str, *options: str) -> tuple[int, str]:
        """Run it to its end; returns the exit code and what it said."""
        process = self.start(case, *options)
        out, said = process.communicate(timeout=300)
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
        out = self.base / f"{case}.json"
        words = ["export", str(self.base / case), "--as", "json", "-o", str(out), "--at", AT]
        subprocess.run([sys.executable, "-m", "solferino", *words], check=True, capture_output=True)
        return out.read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    about = tmp_path / "parts" / "parts_of_a_stranger-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: parts-of-a-stranger\n")
    (about / "entry_points.txt").write_text(ENTRIES)
    (tmp_path / "parts" / "parts_of_a_stranger.py").write_text(PARTS)
    return Desk(folder=tmp_path / "incoming", base=tmp_path)


@pytest.fixture
def full(desk: Desk) -> Desk:
    fill(desk.folder, 0, FILES)
    fill_containers(desk.folder)
    return desk


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


def moments(stages: str) -> Iterator[tuple[str, int, float]]:
    """Choose at which file of each stage the run is killed, and how long after (seconds)."""
    chance = random.Random(f"1859 {stages}")  # noqa: S311  (the same moments each time)
    for stage in stages.split():
        yield stage, chance.randrange(3, FILES - 3), chance.random() * 0.01


def come_to(desk: Desk, case: str, stage: str, number: int) -> Callable[[], bool]:
    originals = desk.base / case / "originals"
    if stage == "receive":
        return lambda: sum(1 for p in originals.glob("??/*")) >= number
    before = len(desk.asked(stage))
    return lambda: len(desk.asked(stage)) >= min(number, before + 3)


@pytest.mark.parametrize(
    ("workers", "stages"), [("1", "receive mine"), ("2", "receive read mine mine")]
)
def test_a_run_that_is_killed_again_and_again_ends_as_one_that_was_not(
    full: Desk, workers: str, stages: str
) -> None:
    filed: set[str] = set()
    mined: set[str] = set()
    for stage, number, after in [*moments(stages), ("end", 0, 0.0)]:
        asked = len(full.asked("read")), len(full.asked("mine"))
        begun = full.start("killed", "--workers", workers)
        if stage != "end":
            until(come_to(full, "killed", stage, number), begun)
            time.sleep(after)
            begun.kill()
        _, said = begun.communicate(timeout=300)
        assert begun.returncode == (0 if stage == "end" else -signal.SIGKILL), said
        assert not filed & set(full.asked("read")[asked[0] :])
        assert not mined & set(full.asked("mine")[asked[1] :])
        with full.open("killed") as case:
            assert check(case).findings == ()
            filed = {d.name for d in case.documents()}
            mined = filed - {d.name for d in case.unmined()}
    with full.open("killed") as case:
        receipts = [e.subject for e in case.entries() if e.verb == "receive"]
        assert len(receipts) == len(set(receipts)) == len(case.receipts()) == FILES + 2
    assert len(filed) == len(mined) == FILES + 9
    asked = len(full.asked("read")), len(full.asked("mine"))
    assert full.run("killed")[0] == 0
    assert (len(full.asked("read")), len(full.asked("mine"))) == asked
    assert full.run("whole", "--workers", "1")[0] == 0
    assert full.export("killed") == full.export("whole")


def test_when_the_command_is_killed_its_workers_go_too(full: Desk) -> None:
    begun = full.start("killed", "--workers", "2")
    until(lambda: len(full.asked("read")) >= 5, begun)
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
    begun = full.start("stopped", "--workers", workers)
    until(lambda: len(full.asked("read")) >= 10, begun)
    os.killpg(begun.pid, signal.SIGINT)  # as a terminal does: to the command and its workers
    out, said = begun.communicate(timeout=120)
    assert begun.returncode == 130
    assert out == ""
    assert said.strip().count("\n") == 0, said
    assert "repeat the command to go on" in said
    assert full.run("stopped", "--workers", workers)[0] == 0
    with full.open("stopped") as case:
        assert len(case.documents()) == FILES + 9


def test_files_that_come_later_give_the_same_bytes_as_all_at_once(desk: Desk) -> None:
    fill(desk.folder, 20, FILES)
    assert desk.run("later")[0] == 0
    read = len(desk.asked("read"))
    fill(desk.folder, 0, 20)
    fill_containers(desk.folder)
    assert desk.run("later")[0] == 0
    assert len(desk.asked("read")) == read + 20
    assert desk.run("at-once")[0] == 0
    assert desk.export("later") == desk.export("at-once")


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
    code, said = desk.run("case", "--workers", "2", "--patience", "2", "--json")
    assert code == 4
    assert json.loads(said[: said.index("}\n}") + 3])["found"]["documents"] == 4
    with desk.open("case") as case:
        (problem,) = case.problems()
    assert (problem.name, problem.stage) == ("endless.txt", "read")
    assert "2 seconds" in problem.message
    assert "--patience" in problem.remedy
