"""What lies in a container becomes documents of its own; what fails there is told, once."""

import mailbox
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino import plugins
from solferino.errors import UnreadableError
from solferino.model import Acquisition, Description, Document, Problem, Reading, Receipt
from solferino.pipeline import Progress, read, work
from solferino.ports import Container, Kit, Member, Reader, Sample
from solferino.publish.contract import JsonExporter
from solferino.read import opening
from solferino.read.mail import MailboxReader, MailReader
from solferino.read.plain import PlainReader
from solferino.store import check
from solferino.store.case import Case
from solferino.workers import here, pool

BOX = b"BOX\n"
REPORT = b"Rockets hit the Orrin clinic in Tesk on Monday, killing three nurses."
LETTER = b"The Orrin clinic in Tesk was shelled again, its director wrote on 3 May 2031."


class BoxReader:
    """Opens boxes: `name<TAB>url<TAB>text` on each line, a nested box with its lines escaped."""

    name = "box"
    version = "1"

    def bid(self, sample: Sample) -> int:
        return 90 if sample.data.startswith(BOX) else 0

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        for line in sample.data.removeprefix(BOX).splitlines():
            name, url, text = line.split(b"\t")
            if name == b"problem":
                yield Problem(name=sample.name, stage="read", message="m", remedy="r")
            elif name == b"end":
                raise UnreadableError("It is cut off here.", "Ask for it again.")
            else:
                told = Description(url=url.decode() or None)
                yield Member(name=name.decode(), data=opened(text), told=told)


class LetterReader(BoxReader):
    """Reads what stands above a box, and opens the box under it."""

    name = "letter"

    def bid(self, sample: Sample) -> int:
        return 95 if b"\n\n" + BOX in sample.data else 0

    def read(self, sample: Sample) -> Reading:
        return Reading(text=sample.data.partition(b"\n\n")[0].decode(), media_type="text/letter")

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        yield from super().members(replace(sample, data=sample.data.partition(b"\n\n")[2]))


def box(*members: tuple[str, bytes] | tuple[str, bytes, str]) -> bytes:
    lines = [(m[0], m[2] if len(m) > 2 else "", closed(m[1])) for m in members]
    return BOX + b"\n".join(n.encode() + b"\t" + u.encode() + b"\t" + t for n, u, t in lines)


def closed(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\t", b"\\t")


def opened(text: bytes) -> bytes:
    return text.decode("latin-1").encode("latin-1").decode("unicode_escape").encode("latin-1")


READERS: tuple[Reader | Container, ...] = (PlainReader(), BoxReader(), LetterReader())


@pytest.fixture(scope="module")
def kit() -> Kit:
    return replace(plugins.kit(plugins.find()), readers=READERS)


def clock() -> str:
    return "2031-05-01T10:00:00Z"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "Tesk", clock=clock, by="a tester") as made:
        yield made


def done(case: Case, kit: Kit) -> list[Progress]:
    with here() as workers:
        return list(work(case, kit, workers))


def documents(data: bytes, receipt: Receipt | None = None) -> list[Document]:
    return list(read(READERS, (receipt or Receipt(original="o", name="a.box"), data)).documents)


def problems(data: bytes) -> list[tuple[str, str]]:
    found = read(READERS, (Receipt(original="o", name="a.box"), data)).problems
    return [(p.name, p.message) for p in found]


def test_each_member_is_a_document_of_the_one_receipt(case: Case, kit: Kit) -> None:
    case.receive("in/a.box", box(("1.txt", REPORT), ("2.txt", LETTER)))
    done(case, kit)
    (receipt,) = case.receipts()
    found = {d.name: d for d in case.documents()}
    assert {name: d.text.encode() for name, d in found.items()} == {
        "in/a.box/1.txt": REPORT,
        "in/a.box/2.txt": LETTER,
    }
    assert {d.receipt for d in found.values()} == {receipt.id}
    assert {d.original for d in found.values()} == {receipt.original}
    assert not case.problems()
    assert case.statements(), "members are mined like anything"
    assert check(case).sound


def test_a_container_is_read_once_and_stays_so(case: Case, kit: Kit) -> None:
    case.receive("a.box", box(("1.txt", REPORT), ("2.txt", LETTER)))
    done(case, kit)
    before = case.documents()
    assert not case.unread()
    assert not [s for s in done(case, kit) if s.stage in ("read", "extract")]
    case.forget_derived()
    done(case, kit)
    assert case.documents() == before


class Stopped(BaseException):
    """The run was stopped."""


def test_a_run_stopped_within_a_container_files_none_of_it_and_all_the_next_time(
    case: Case, kit: Kit
) -> None:
    class Stopping(BoxReader):
        def members(self, sample: Sample) -> Iterator[Member | Problem]:
            yield from list(super().members(sample))[:1]
            raise Stopped

    case.receive("a.box", box(("1.txt", REPORT), ("2.txt", LETTER)))
    with pytest.raises(Stopped):
        done(case, replace(kit, readers=(PlainReader(), Stopping())))
    assert not case.documents()
    assert len(case.unread()) == 1
    done(case, kit)
    assert len(case.documents()) == 2


def letter(body: bytes) -> bytes:
    made = EmailMessage()
    made["From"] = "Neva Ostrell <n.ostrell@example.org>"
    made["Date"] = "Mon, 07 Apr 2031 18:42:00 +0200"
    made["Subject"] = "Hesk Mouth"
    made["Message-ID"] = "<1@example.org>"
    made.set_content("See what is attached.")
    made.add_attachment(body, maintype="text", subtype="plain", filename="report.txt")
    made.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="roof.jpg")
    made.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")
    return made.as_bytes()


def mailbox_of(path: Path, *bodies: bytes) -> bytes:
    box = mailbox.mbox(str(path))
    for body in bodies:
        box.add(mailbox.mboxMessage(BytesParser().parsebytes(letter(body))))
    box.close()
    return path.read_bytes()


def test_a_mailbox_gives_messages_and_what_is_attached_here_as_in_a_pool(
    tmp_path: Path, kit: Kit
) -> None:
    data = mailbox_of(tmp_path / "box", REPORT, LETTER)
    mail = replace(kit, readers=(PlainReader(), MailReader(), MailboxReader()))
    exports = []
    for number, executor in enumerate((here(), pool(2))):
        path = tmp_path / str(number)
        with executor as workers, Case.create(path, "T", clock=clock, by="a tester") as case:
            case.receive("in/box.mbox", data)
            list(work(case, mail, workers))
            assert not case.unread()
            exports.append((case.documents(), case.statements(), case.problems()))
    assert exports[0] == exports[1]
    found = {d.name: d for d in exports[0][0]}
    assert set(found) == {
        "in/box.mbox/0001.eml",
        "in/box.mbox/0001.eml/report.txt",
        "in/box.mbox/0002.eml",
        "in/box.mbox/0002.eml/report.txt",
    }
    assert found["in/box.mbox/0001.eml"].described.author == "Neva Ostrell"
    assert found["in/box.mbox/0001.eml/report.txt"].text.encode().strip() == REPORT
    assert {p.name for p in exports[0][2] if p.stage == "read"} == {
        "in/box.mbox/0001.eml/empty.pdf",
        "in/box.mbox/0002.eml/empty.pdf",
    }


def test_one_member_that_fails_is_told_and_the_rest_is_read(case: Case, kit: Kit) -> None:
    noise = bytes(range(256)).hex().encode()
    case.receive("a.box", box(("1.txt", REPORT), ("2.txt", b""), ("3.txt", noise)))
    done(case, kit)
    assert {d.name for d in case.documents()} == {"a.box/1.txt", "a.box/3.txt"}
    (problem,) = case.problems()
    assert (problem.name, problem.receipt) == ("a.box/2.txt", case.receipts()[0].id)
    assert problem.remedy


def test_a_container_tells_of_what_it_could_not_take_out_and_goes_on() -> None:
    data = box(("1.txt", REPORT), ("problem", b""), ("2.txt", LETTER))
    assert [d.name for d in documents(data)] == ["a.box/1.txt", "a.box/2.txt"]
    assert problems(data) == [("a.box", "m")]


def test_what_came_before_the_end_of_a_broken_container_stays() -> None:
    data = box(("1.txt", REPORT), ("end", b""), ("2.txt", LETTER))
    assert [d.name for d in documents(data)] == ["a.box/1.txt"]
    assert problems(data) == [("a.box", "It is cut off here.")]


def test_a_container_that_crashes_is_told_and_what_came_before_stays() -> None:
    data = box(("1.txt", REPORT)) + b"\nno tabs here"
    assert [d.name for d in documents(data)] == ["a.box/1.txt"]
    ((name, told),) = problems(data)
    assert name == "a.box"
    assert "ValueError" in told


def test_an_empty_container_is_a_problem_with_a_remedy() -> None:
    opened = read(READERS, (Receipt(original="o", name="a.box"), BOX))
    assert not opened.documents
    assert all(p.message and p.remedy and p.receipt for p in opened.problems)
    assert len(opened.problems) == 1


def test_a_stranger_that_yields_what_is_no_member_is_told() -> None:
    class Wrong(BoxReader):
        def members(self, sample: Sample) -> Iterator[Member | Problem]:
            yield from (sample.name,)  # type: ignore[misc]  # the point of the test

    opened = read([Wrong()], (Receipt(original="o", name="a.box"), BOX))
    assert "TypeError" in opened.problems[0].message


def test_what_both_reads_and_opens_gives_its_own_document_beside_its_members() -> None:
    data = LETTER + b"\n\n" + box(("1.txt", REPORT))
    assert [(d.name, d.text.encode()) for d in documents(data)] == [
        ("a.box", LETTER),
        ("a.box/1.txt", REPORT),
    ]


def test_containers_in_containers_are_opened_three_deep() -> None:
    data = box(("1.txt", REPORT))
    for depth in range(4, 0, -1):
        data = box((f"{depth}.box", data), (f"{depth}.txt", LETTER))
    names = [d.name for d in documents(data)]
    assert names == ["a.box/1.box/2.box/3.txt", "a.box/1.box/2.txt", "a.box/1.txt"]
    told = [(name, "deep" in message) for name, message in problems(data)]
    inner = "a.box/1.box/2.box/3.box"
    assert told == [(f"{inner}/4.box", True), (f"{inner}/4.txt", True)]


@pytest.mark.parametrize(("limit", "value"), [("MOST_MEMBERS", 5), ("MOST_BYTES", 1200)])
def test_a_container_without_end_is_cut_at_a_limit_and_the_cut_is_told(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(opening, limit, value)
    inner = box(*[(f"{i}.txt", REPORT + b" %d" % i) for i in range(9)])
    opened = read(READERS, (Receipt(original="o", name="a.box"), box(("i", inner), ("j", inner))))
    assert 0 < len(opened.documents) < 9
    assert "the rest was not read" in opened.problems[-1].message
    assert len(opened.problems) == 1


def test_an_address_is_the_member_s_and_a_person_s_words_on_the_whole_do_not_spill_over() -> None:
    receipt = Receipt(
        original="o",
        name="a.box",
        told=Description(title="All of it", url="https://example.org/a.box", rights="free"),
        acquisition=Acquisition(url="https://example.org/a.box", collector="ana"),
    )
    (document,) = documents(box(("1.txt", REPORT, "https://example.org/1")), receipt)
    assert document.format_told.url == "https://example.org/1"
    assert document.described == Description(url="https://example.org/1", rights="free")
    assert document.acquisition == Acquisition(url="https://example.org/1", collector="ana")


def test_one_address_with_two_texts_in_a_container_gives_versions(case: Case, kit: Kit) -> None:
    here_ = "https://example.org/news"
    data = box(("1.txt", REPORT, here_), ("2.txt", LETTER, here_), ("3.txt", LETTER))
    case.receive("a.box", data, Description(url="https://example.org/a.box"))
    done(case, kit)
    versions = [d for d in case.documents() if d.version_of is not None]
    assert len(versions) == 1
    assert check(case).sound


def test_when_a_container_is_read_anew_what_it_no_longer_gives_is_gone(
    case: Case, kit: Kit
) -> None:
    class Half(BoxReader):
        version = "2"

        def members(self, sample: Sample) -> Iterator[Member | Problem]:
            yield from list(super().members(sample))[:1]

    case.receive("a.box", box(("1.txt", REPORT), ("2.txt", LETTER)))
    done(case, kit)
    done(case, replace(kit, readers=(PlainReader(), Half())))
    assert [d.name for d in case.documents()] == ["a.box/1.txt"]
    assert {s.span.document for s in case.statements()} <= {d.id for d in case.documents()}


def test_the_same_member_twice_is_one_document_and_its_name_is_on_one_line() -> None:
    found = documents(box(("1.txt", REPORT), ("1.txt", REPORT)))
    assert len(found) == 1


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r\x0b\x0c"))


@given(st.lists(st.tuples(NAMES.filter(lambda n: n not in ("end", "problem")), st.binary())))
def test_whatever_lies_in_a_box_becomes_documents_or_problems(
    members: list[tuple[str, bytes]],
) -> None:
    lines = [n.encode() + b"\t\t" + closed(t).replace(b"\r", b"") for n, t in members]
    opened = read(READERS, (Receipt(original="o", name="a.box"), BOX + b"\n".join(lines)))
    assert opened.documents or opened.problems
    assert len({d.id for d in opened.documents}) == len(opened.documents)
    for document in opened.documents:
        assert document.name.isprintable() or "\n" not in document.name


def test_the_export_of_a_container_names_its_members(case: Case, kit: Kit, tmp_path: Path) -> None:
    case.receive("a.box", box(("1.txt", REPORT)))
    done(case, kit)
    with (tmp_path / "out.json").open("wb") as out:
        JsonExporter().write(case.picture("test"), out)
    assert b'"a.box/1.txt"' in (tmp_path / "out.json").read_bytes()
