"""The ledger: each entry seals the one before it, and the head seals the last."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from solferino.codec import encode
from solferino.errors import BrokenError
from solferino.store import Case, Entry, Head, Report, check, ledger, schema

Reopen = Callable[..., Case]
Intrude = Callable[..., int]

SLOTS = [column.name for column in schema.ledger.columns if column.name != "hash"]


def cut_tail(case: Path, intrude: Intrude, kept: int) -> None:
    """Remove the entries after `kept`, and with them the facts that they brought."""
    intrude(
        case / "facts.sqlite",
        *(
            (f"DELETE FROM {table.name} WHERE entry > ?", (kept,))  # noqa: S608  (own words)
            for table in schema.FACTS
        ),
        ("DELETE FROM ledger WHERE seq > ?", (kept,)),
    )


def looked_at(reopen: Reopen, known: Head | None = None) -> Report:
    """Check the case as a reader."""
    with reopen() as case:
        return check(case, known)


def entries(case: Path) -> list[Entry]:
    """Read the ledger as an intruder would."""
    with closing(sqlite3.connect(case / "facts.sqlite")) as raw:
        rows = raw.execute("SELECT * FROM ledger ORDER BY seq").fetchall()
    names = [column.name for column in schema.ledger.columns]
    return [Entry(**dict(list(zip(names, row, strict=True))[:-1])) for row in rows]


@pytest.mark.parametrize("column", [c.name for c in schema.ledger.columns if c.name != "seq"])
def test_an_altered_entry_of_the_ledger_is_named(
    five: Path, reopen: Reopen, intrude: Intrude, column: str
) -> None:
    sentence = "UPDATE ledger SET COLUMN = coalesce(COLUMN, '') || 'x' WHERE seq = 3"
    intrude(five / "facts.sqlite", sentence.replace("COLUMN", f'"{column}"'))

    first = looked_at(reopen).findings[0]
    assert first.entry == 3
    assert first.message.startswith("entry 3 of the ledger (receive")


def test_an_entry_with_bytes_that_are_no_letters_is_named(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    intrude(five / "facts.sqlite", "UPDATE ledger SET \"by\" = CAST(X'FF61' AS TEXT) WHERE seq = 4")

    assert looked_at(reopen).findings[0].entry == 4


def reseal(case: Path, intrude: Intrude, chain: list[Entry], since: int) -> None:
    """Write entries back, with the hashes from `since` on reckoned anew, as a forger would."""
    facts = case / "facts.sqlite"
    names = [column.name for column in schema.ledger.columns]
    before = chain[since - 2].hash
    for entry in chain[since - 1 :]:
        values = {n: getattr(entry, n) for n in names if n != "hash"} | {"before": before}
        forged = Entry(**values)
        marks = ", ".join("?" * len(names))
        row = (*(values[n] for n in names[:-1]), forged.hash)
        intrude(facts, (f"REPLACE INTO ledger VALUES ({marks})", row))  # noqa: S608  (own words)
        before = forged.hash


def test_an_entry_forged_with_its_own_hash_breaks_the_link_to_the_next(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    chain = entries(five)
    forged = Entry(**{n: getattr(chain[2], n) for n in SLOTS} | {"by": "mallory"})
    intrude(
        five / "facts.sqlite",
        ("UPDATE ledger SET \"by\" = 'mallory', hash = ? WHERE seq = 3", (forged.hash,)),
    )

    first = looked_at(reopen).findings[0]
    assert first.entry == 4
    assert "does not follow entry 3: one of the two was altered" in first.message


def test_a_chain_forged_to_its_end_is_caught_by_the_head(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    chain = entries(five)
    chain[2] = Entry(**{n: getattr(chain[2], n) for n in SLOTS} | {"by": "mallory"})
    reseal(five, intrude, chain, since=3)

    (finding,) = looked_at(reopen).findings
    assert finding.message == "entry 5 of the ledger is not the one that its head names"


def test_a_deleted_entry_is_named(five: Path, reopen: Reopen, intrude: Intrude) -> None:
    intrude(
        five / "facts.sqlite",
        "DELETE FROM receipts WHERE entry = 3",
        "DELETE FROM originals WHERE entry = 3",
        "DELETE FROM ledger WHERE seq = 3",
    )

    first = looked_at(reopen).findings[0]
    assert first.entry == 3
    assert first.message == "entry 3 of the ledger is missing"


def test_two_deleted_entries_are_named_together(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    intrude(five / "facts.sqlite", "DELETE FROM ledger WHERE seq IN (2, 3)")

    assert looked_at(reopen).findings[0].message == "entries 2 to 3 of the ledger are missing"


def test_reordered_entries_are_named(five: Path, reopen: Reopen, intrude: Intrude) -> None:
    intrude(
        five / "facts.sqlite",
        "UPDATE ledger SET seq = 99 WHERE seq = 3",
        "UPDATE ledger SET seq = 3 WHERE seq = 4",
        "UPDATE ledger SET seq = 4 WHERE seq = 99",
    )

    assert looked_at(reopen).findings[0].entry == 3


@pytest.mark.parametrize(
    ("kept", "words"), [(4, "entry 5 is there"), (3, "entries 4 to 5 are there")]
)
def test_a_cut_tail_is_found_and_no_writer_builds_on_it(
    five: Path, reopen: Reopen, intrude: Intrude, kept: int, words: str
) -> None:
    cut_tail(five, intrude, kept)

    (finding,) = [f for f in looked_at(reopen).findings if "tail" not in f.message]
    assert finding.message == f"the ledger ends at entry {kept}, but its head says that {words}"
    with pytest.raises(BrokenError, match=words) as refused:
        reopen(writing=True)
    assert refused.value.exit_code == 3
    assert "solferino check" in refused.value.remedy


def test_a_cut_tail_with_a_forged_head_is_caught_by_a_head_noted_elsewhere(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    noted = looked_at(reopen).head
    cut_tail(five, intrude, 4)
    (five / "ledger.head").write_bytes(encode(Head(seq=4, hash=entries(five)[-1].hash)))

    assert looked_at(reopen).sound, "nothing inside the folder can tell"
    (finding,) = looked_at(reopen, noted).findings
    assert finding.entry == 5
    assert "noted elsewhere" in finding.message


def test_a_head_noted_earlier_still_fits(case: Case) -> None:
    noted = case.head()
    case.receive("a.txt", b"alpha")

    assert check(case, noted).sound


def test_a_ledger_one_entry_ahead_of_its_head_is_a_crash_and_is_mended(
    five: Path, reopen: Reopen
) -> None:
    (five / "ledger.head").write_bytes(encode(Head(seq=4, hash=entries(five)[3].hash)))

    assert looked_at(reopen).sound
    with reopen(writing=True) as case:
        assert ledger.read_head(five / "ledger.head") == case.head()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "its head is missing"),
        (b"", "was altered"),
        (b'{"hash":"00","seq":5}', "entry 5 of the ledger is not the one that its head names"),
        (b'{"seq":5,"hash":"00"}', "was altered"),
        (b'{"hash":"00","seq":3}', "its head stands at entry 3"),
        (b'{"hash":"00","seq":4}', "entry 4 of the ledger is not the one that its head names"),
        (b'{"hash":"00","seq":-1}', "its head stands at entry -1"),
    ],
)
def test_a_head_that_no_crash_could_leave_is_found(
    five: Path, reopen: Reopen, content: bytes | None, words: str
) -> None:
    if content is None:
        (five / "ledger.head").unlink()
    else:
        (five / "ledger.head").write_bytes(content)

    (finding,) = looked_at(reopen).findings
    assert words in finding.message
    with pytest.raises(BrokenError):
        reopen(writing=True)
