"""What the look before an import found out is not found out again, and changes nothing."""

from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.importing.registers import SSA_HEAD, SSA_ROWS, shcc, table

from solferino.importing.rows import Wish, offer, take_in
from solferino.model import Description, Document, Receipt
from solferino.model.source import Reading, document_of
from solferino.origins.copies import finding
from solferino.pipeline import NOTHING, work
from solferino.ports import Kit
from solferino.publish.contract import JsonExporter
from solferino.store.case import Case
from solferino.workers import here

AT = "2031-06-01T08:00:00Z"
WORDS = ("a clinic was shelled at night and two nurses were killed in it", "a bridge", "no news")


def export(folder: Path, kit: Kit, file: tuple[str, bytes], *, again: bool) -> bytes:
    """Take a file in, reading it once or twice, and export what there is."""
    out = BytesIO()
    with Case.create(folder, "Case", clock=lambda: AT, by="A. Person") as case:
        offered = offer(case, kit.readers, file, Wish(by="A. Person"))
        take_in(case, offered)
        known = NOTHING if again else offered.known
        list(work(case, kit, here(), known))
        JsonExporter().write(case.picture("test"), out)
    return out.getvalue()


def test_reading_a_file_again_gives_the_same_case(kit: Kit, tmp_path: Path) -> None:
    for number, file in enumerate((("ii.csv", shcc()), ("who.csv", table(SSA_HEAD, SSA_ROWS)))):
        once = export(tmp_path / f"once-{number}", kit, file, again=False)
        assert once == export(tmp_path / f"twice-{number}", kit, file, again=True)
        assert once.count(b'"kind":"monitor"') >= 1


def document(number: int, text: str) -> Document:
    receipt = Receipt(original=f"{number:064}", name=f"{number}.txt", told=Description())
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "plain/1")


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.lists(st.sampled_from(("a", "b", "")), min_size=6, max_size=6),
)
def test_rows_of_one_register_are_passed_over_only_where_nothing_else_is_there(
    texts: list[str], homes: list[str]
) -> None:
    documents = [document(n, text) for n, text in enumerate(texts)]
    registers = {d.id: home for d, home in zip(documents, homes, strict=False) if home}
    apart = document(99, "Another text that has nothing in common with any of these.")

    def found(some: list[Document]) -> tuple[tuple[str, str], ...]:
        going = finding(some, None, registers)
        while True:
            try:
                next(going)
            except StopIteration as end:
                return tuple((c.document, c.other) for c in end.value)

    assert found(documents) == found([*documents, apart])
