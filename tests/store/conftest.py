"""Cases to try things on: a ticking clock, a case with a little of everything, an intruder."""

import itertools
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from solferino.model import (
    Account,
    Claim,
    Copy,
    Document,
    Extraction,
    Judgement,
    Mention,
    Origin,
    Passage,
    PlaceValue,
    Reading,
    Receipt,
    Statement,
    Step,
    document_of,
)
from solferino.store import Case, Clock

TEXT = "The clinic in Ossavar closed. “Nobody came,” said Wenna Karsk. 🏥"

REPLACE = re.compile(r"replace\(body, ('[^']*'), ('[^']*')\)")
IN_BYTES = r"CAST(replace(CAST(body AS TEXT), \1, \2) AS BLOB)"


def ticking() -> Clock:
    """Give a clock that goes on by a second whenever it is read."""
    seconds = itertools.count()

    def read() -> str:
        minute, second = divmod(next(seconds), 60)
        return f"2031-03-14T09:{minute:02}:{second:02}Z"

    return read


@pytest.fixture
def clock() -> Clock:
    return ticking()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def case(path: Path, clock: Clock) -> Iterator[Case]:
    with Case.create(path, "Ossavar 2031", clock=clock, by="ana") as case:
        yield case


@pytest.fixture
def reopen(path: Path, clock: Clock) -> Callable[..., Case]:
    """Open the case at `path`; `writing=True` for writing."""

    def opened(*, writing: bool = False) -> Case:
        return Case.open(path, clock=clock, by="ben", writing=writing)

    return opened


@pytest.fixture(scope="session")
def judgement() -> Judgement:
    return Judgement(left="a", right="b", verdict="same", by="ana", why="one building")


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory, judgement: Judgement) -> Path:
    """Make a case once, for `five` to copy."""
    path = tmp_path_factory.mktemp("mould") / "case"
    early = "2031-03-14T08:00:00Z"  # before every test's clock
    with Case.create(path, "Ossavar 2031", clock=lambda: early, by="ana") as case:
        case.receive("a.txt", b"alpha")
        case.receive("b.txt", b"beta")
        case.receive("c.txt", b"alpha")
        case.judge(judgement)
    return path


@pytest.fixture
def five(path: Path, mould: Path) -> Path:
    """Give a case whose ledger has five entries, closed.

    1 create; 2, 3 and 4 receive a.txt, b.txt and c.txt, c the same bytes as a; 5 judge.
    """
    shutil.copytree(mould, path)
    return path


@pytest.fixture
def read() -> Callable[..., Document]:
    """Read a receipt as plain text would be."""

    def reading(receipt: Receipt, text: str = TEXT) -> Document:
        return document_of(receipt, Reading(text=text, media_type="text/plain"), "plain/1")

    return reading


@pytest.fixture
def mine() -> Callable[[Document], Extraction]:
    """Find one of each in a document that has `TEXT`."""

    def extraction(document: Document) -> Extraction:
        statement = Statement(span=document.span(0, 29), rule="test", confidence="high")
        claim = Claim(
            span=document.span(14, 21),
            statement=statement.id,
            value=PlaceValue(name="Ossavar"),
            rule="test",
            confidence="low",
        )
        mention = Mention(span=document.span(14, 21), kind="place", name="Ossavar")
        account = Account(
            document=document.id,
            role="main",
            facility=None,
            place=claim.id,
            time=None,
            claims=(claim.id,),
        )
        return Extraction(
            document=document.id,
            statements=(statement,),
            claims=(claim,),
            mentions=(mention,),
            accounts=(account,),
        )

    return extraction


@pytest.fixture
def worked(
    five: Path,
    reopen: Callable[..., Case],
    read: Callable[..., Document],
    mine: Callable[[Document], Extraction],
) -> Document:
    """Give the case two documents, one of them mined and linked; returns that one."""
    assert five.exists()
    with reopen(writing=True) as case:
        first, second = (read(receipt) for receipt in case.receipts()[:2])
        case.file_document(first)
        case.file_document(second)
        case.file_extraction(mine(first))
        evidence = first.span(0, 3)
        step = Step(source=first.id, target=second.id, how="cites", evidence=evidence, certain=True)
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
    return first


@pytest.fixture
def intrude() -> Callable[..., int]:
    """Change a database behind the product's back, guards taken down and put up again.

    `replace(body, …)` leaves bytes, as they were. Returns how many rows were changed.
    """

    def change(file: Path, *sentences: str | tuple[str, tuple[object, ...]]) -> int:
        with closing(sqlite3.connect(file)) as connection:
            guards = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in guards:
                connection.execute(f"DROP TRIGGER {name}")
            for sentence in sentences:
                words, values = (sentence, ()) if isinstance(sentence, str) else sentence
                connection.execute(REPLACE.sub(IN_BYTES, words), values)
            for _, sql in guards:
                connection.execute(sql)
            connection.commit()
            return connection.total_changes

    return change
