"""Whatever is changed behind the product's back is found, and the first broken entry is named."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from solferino.codec import encode, sha256
from solferino.errors import BrokenError, SolferinoError, UsageError
from solferino.model import Copy, Document, Extraction, Origin, Passage, Receipt, Step
from solferino.store import Case, Entry, Head, Report, check, ledger, schema

Reopen = Callable[..., Case]
Intrude = Callable[..., None]


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


def in_bytes(sentence: str) -> str:
    """Let a change of a body's words leave bytes, as they were."""
    return re.sub(r"replace\(body, ('[^']*'), ('[^']*')\)", TYPED, sentence)


TYPED = r"CAST(replace(CAST(body AS TEXT), \1, \2) AS BLOB)"


def blob(case: Path, data: bytes) -> Path:
    """Find where the bytes lie, and make them writable as an intruder would."""
    digest = sha256(data)
    place = case / "originals" / digest[:2] / digest[2:]
    if place.exists():
        place.chmod(0o644)
    return place


def test_an_untouched_case_is_sound(five: Path, reopen: Reopen) -> None:
    report = looked_at(reopen)

    assert report.sound
    assert report.findings == ()
    assert report.remarks == ()
    assert (report.entries, report.originals) == (5, 2)
    assert report.head == Head(seq=5, hash=entries(five)[-1].hash)


@pytest.mark.parametrize("data", [b"betA", b"bet", b"beta!", b""])
def test_an_altered_original_is_named_by_its_entry(five: Path, reopen: Reopen, data: bytes) -> None:
    blob(five, b"beta").write_bytes(data)

    (finding,) = looked_at(reopen).findings
    assert finding.entry == 3
    assert finding.message == f"the original {sha256(b'beta')} (entry 3) was altered on the disk"


def test_every_single_flipped_bit_of_an_original_is_found(five: Path, reopen: Reopen) -> None:
    place = blob(five, b"beta")
    for position in range(4):
        for bit in range(8):
            data = bytearray(b"beta")
            data[position] ^= 1 << bit
            place.write_bytes(data)
            assert looked_at(reopen).findings[0].entry == 3


def test_a_missing_original_is_named_by_its_entry(five: Path, reopen: Reopen) -> None:
    blob(five, b"beta").unlink()

    (finding,) = looked_at(reopen).findings
    assert finding.entry == 3
    assert "is missing from the disk" in finding.message


def test_exchanged_originals_are_both_named(five: Path, reopen: Reopen) -> None:
    blob(five, b"alpha").write_bytes(b"beta")
    blob(five, b"beta").write_bytes(b"alpha")

    assert [f.entry for f in looked_at(reopen).findings] == [2, 3]


ALTERED_FACTS = {
    "the case's name": (1, "UPDATE foundings SET body = replace(body, 'Ossavar', 'Lindral')"),
    "an original's size": (2, "UPDATE originals SET body = replace(body, ':5}', ':6}')"),
    "a receipt's name": (3, "UPDATE receipts SET body = replace(body, 'b.txt', 'd.txt')"),
    "a byte that still decodes": (3, "UPDATE receipts SET body = replace(body, '\"b', '\"B')"),
    "a byte that is no letter": (
        3,
        "UPDATE receipts SET body = X'7BFF7D' WHERE entry = 3",
    ),
    "a receipt's body taken out": (3, "UPDATE receipts SET body = X'' WHERE entry = 3"),
    "a judgement's verdict": (5, "UPDATE judgements SET body = replace(body, 'same', 'different')"),
}


@pytest.mark.parametrize("what", ALTERED_FACTS)
def test_an_altered_fact_is_named_by_its_entry(
    five: Path, reopen: Reopen, intrude: Intrude, what: str
) -> None:
    entry, sentence = ALTERED_FACTS[what]
    intrude(five / "facts.sqlite", in_bytes(sentence))

    first = looked_at(reopen).findings[0]
    assert first.entry == entry
    assert "was altered afterwards" in first.message
    assert f"entry {entry} (" in first.message


def test_a_fact_exchanged_for_another_good_one_is_found(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    forged = Receipt(original=sha256(b"beta"), name="forged.txt")
    intrude(
        five / "facts.sqlite",
        "DELETE FROM receipts WHERE entry = 3",
        ("INSERT INTO receipts VALUES (?, 3, ?)", (forged.id, encode(forged))),
    )

    first = looked_at(reopen).findings[0]
    assert first.entry == 3
    assert "removed or exchanged" in first.message
    assert forged.id in first.message


@pytest.mark.parametrize(
    ("sentence", "entry", "words"),
    [
        ("DELETE FROM receipts WHERE entry = 3", 3, "removed or exchanged; now: the original"),
        ("DELETE FROM judgements", 5, "removed or exchanged; now: nothing"),
        ("UPDATE receipts SET entry = 4 WHERE entry = 3", 3, "removed or exchanged"),
        ("INSERT INTO assessments VALUES ('x', 4, '{}')", 4, "removed or exchanged"),
        ("INSERT INTO assessments VALUES ('x', 99, '{}')", 99, "which the ledger lacks"),
    ],
)
def test_a_fact_removed_moved_or_added_is_found(
    five: Path, reopen: Reopen, intrude: Intrude, sentence: str, entry: int, words: str
) -> None:
    intrude(five / "facts.sqlite", sentence)

    first = looked_at(reopen).findings[0]
    assert first.entry == entry
    assert words in first.message


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


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("DROP TRIGGER receipts_never_changed", "receipts_never_changed is missing"),
        ("CREATE TABLE more (x)", "more does not belong there"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON receipts BEGIN SELECT 1; END",
            "sly does not belong there",
        ),
        ("CREATE VIEW sly AS SELECT 1", "sly does not belong there"),
    ],
)
def test_guards_taken_down_and_strange_tables_are_found(
    five: Path, reopen: Reopen, sentence: str, words: str
) -> None:
    with closing(sqlite3.connect(five / "facts.sqlite")) as raw:
        raw.execute(sentence)
        raw.commit()

    (finding,) = looked_at(reopen).findings
    assert words in finding.message


def test_a_strange_file_among_the_originals_is_found(five: Path, reopen: Reopen) -> None:
    (five / "originals" / "notes.txt").write_text("left here")
    place = blob(five, b"gamma")
    place.parent.mkdir()
    place.write_bytes(b"not gamma")

    found = looked_at(reopen).findings
    assert len(found) == 2
    assert all("no entry of the ledger brought it" in f.message for f in found)


def test_what_a_crash_may_leave_is_remarked_and_not_broken(five: Path, reopen: Reopen) -> None:
    place = blob(five, b"gamma")
    place.parent.mkdir()
    place.write_bytes(b"gamma")
    (five / "originals" / "incoming.pending").write_bytes(b"gam")

    report = looked_at(reopen)
    assert report.sound
    assert len(report.remarks) == 2
    with reopen(writing=True) as case:
        assert len(check(case).remarks) == 1, "what was half written is cleared away"
        case.receive("d.txt", b"gamma")
        assert check(case).remarks == ()


def test_a_clock_that_went_back_is_remarked(five: Path) -> None:
    with Case.open(five, clock=lambda: "2030-01-01T00:00:00Z", by="ana", writing=True) as case:
        case.receive("d.txt", b"delta")
        report = check(case)

    assert report.sound
    assert len(report.remarks) == 1
    assert "entry 6 says 2030-01-01T00:00:00Z" in report.remarks[0]


def test_no_flipped_byte_of_the_facts_goes_unseen(
    five: Path, reopen: Reopen, tmp_path: Path
) -> None:
    """Wherever a byte flips, either it is found or not one fact reads differently."""
    facts = five / "facts.sqlite"
    whole = facts.read_bytes()
    with reopen() as case:
        truth = (case.receipts(), case.judgements(), case.entries(), case.name)
    seen = 0
    for position in range(0, len(whole), len(whole) // 150):
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        data = bytearray(whole)
        data[position] ^= 0x15
        for leftover in five.glob("facts.sqlite-*"):
            leftover.unlink()
        facts.write_bytes(data)
        try:
            with reopen() as case:
                if check(case).sound:
                    found = (case.receipts(), case.judgements(), case.entries(), case.name)
                    assert found == truth, position
                else:
                    seen += 1
        except SolferinoError as error:
            assert isinstance(error, BrokenError | UsageError)  # noqa: PT017  (either will do)
            seen += 1
    assert seen > 10


@pytest.fixture
def worked(
    five: Path,
    reopen: Reopen,
    read: Callable[..., Document],
    mine: Callable[[Document], Extraction],
) -> Document:
    """Give the case two documents, one of them mined and linked."""
    with reopen(writing=True) as case:
        first, second = (read(receipt) for receipt in case.receipts()[:2])
        case.file_document(first)
        case.file_document(second)
        found = mine(first)
        case.file_extraction(found)
        step = Step(
            source=first.id,
            target=second.id,
            how="cites",
            evidence=first.span(0, 3),
            certain=True,
        )
        origin = Origin(
            id="o",
            name="the clinic",
            kind="facility_staff",
            first_hand="yes",
            entity=None,
            relation="unknown",
            documents=(first.id,),
            claims=(),
            path=(step,),
        )
        passage = Passage(start=0, end=10, other_start=0, other_end=10)
        copy = Copy(
            document=first.id, other=second.id, kind="verbatim", share=1000, passages=(passage,)
        )
        case.replace_links(entities=[], copies=[copy], origins=[origin], incidents=[], gradings=[])
    assert five.exists()
    return first


def test_spans_that_hold_are_counted(worked: Document, reopen: Reopen) -> None:
    assert worked.text
    report = looked_at(reopen)
    assert report.sound
    assert (report.documents, report.spans) == (2, 4)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("UPDATE documents SET body = replace(body, 'closed', 'opened')", "its text was altered"),
        ("UPDATE documents SET body = replace(body, 'a.txt', 'z.txt')", "differs from its receipt"),
        ('UPDATE documents SET body = replace(body, \'"id":"\', \'"id":"0\')', "its id is not"),
        (
            "UPDATE claims SET body = replace(body, '\"start\":14', '\"start\":13')",
            "are not the span's",
        ),
        ("UPDATE claims SET body = replace(body, 'Ossavar', 'Lindral')", "are not the span's"),
        ("UPDATE claims SET body = replace(body, '\"end\":21', '\"end\":9999')", "lies outside"),
        ("UPDATE claims SET kind = 'rumour'", "no such kind of claim"),
        ("UPDATE claims SET value = '[]'", "not a PlaceValue"),
        ("UPDATE mentions SET body = replace(body, 'Ossavar', 'Lindral')", "are not the span's"),
        ("UPDATE statements SET body = replace(body, 'clinic', 'school')", "are not the span's"),
        ("UPDATE statements SET body = 'x'", "statements, row"),
        ("DELETE FROM statements", "names a statement that is not there"),
        ("DELETE FROM claims", "names a claim that is not there"),
        ("UPDATE claims SET document = 'gone'", "its document is not there"),
        ("UPDATE origins SET body = replace(body, 'The', 'Tho')", "are not the span's"),
        (
            'UPDATE origins SET body = replace(body, \'{"document":"\', \'{"document":"0\')',
            "in no document of the case",
        ),
        ("UPDATE copies SET body = replace(body, '\"end\":10', '\"end\":1000')", "lies outside"),
        ('UPDATE copies SET body = replace(body, \'"other":"\', \'"other":"0\')', "not there"),
    ],
)
def test_what_is_derived_has_to_stand_on_the_facts(
    worked: Document, path: Path, reopen: Reopen, sentence: str, words: str
) -> None:
    assert worked.text
    with closing(sqlite3.connect(path / "derived.sqlite")) as raw:
        assert raw.execute(in_bytes(sentence)).rowcount > 0
        raw.commit()

    found = looked_at(reopen).findings
    assert any(words in f.message for f in found), found
    assert all("--afresh" in f.remedy for f in found)


def test_a_document_without_its_receipt_is_found(
    worked: Document, path: Path, reopen: Reopen, intrude: Intrude
) -> None:
    intrude(path / "facts.sqlite", ("DELETE FROM receipts WHERE id = ?", (worked.receipt,)))

    words = [f.message for f in looked_at(reopen).findings]
    assert any("its receipt is not among the facts" in w for w in words)
