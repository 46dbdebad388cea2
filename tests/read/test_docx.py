"""Word documents: all words that are shown, in order, and nothing that is not."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Sample
from solferino.read.docx import DocxReader

STORY = "word/document.xml"


def saved(file: WordFile) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def read(data: bytes) -> Reading:
    return DocxReader().read(Sample(name="a.docx", data=data))


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Pack again with members changed, or left out where the change gives nothing."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            changed = change(name, source.read(name))
            if changed is not None:
                target.writestr(name, changed)
    return out.getvalue()


def with_story(inner: str, word_file: Sample) -> bytes:
    body = f'<?xml version="1.0"?><w:document {nsdecls("w")}><w:body>{inner}</w:body></w:document>'
    return rezipped(word_file.data, lambda n, d: body.encode() if n == STORY else d)


def test_paragraphs_lists_and_tables_in_order() -> None:
    file = docx.Document()
    file.add_heading("Clinic hit 😀", 1)
    file.add_paragraph("Two shells hit\tthe clinic.\nNobody was hurt.")
    table = file.add_table(2, 2)
    for place, words in enumerate(["Ward", "Beds", "Burns", "24"]):
        table.cell(place // 2, place % 2).text = words
    file.add_paragraph("Lost were:")
    file.add_paragraph("twelve beds", style="List Bullet")
    file.add_paragraph("the pharmacy", style="List Bullet")
    file.add_paragraph("We left.", style="Quote")
    file.add_paragraph("All of us.", style="Quote")
    file.add_paragraph("Smoke over the roof", style="Caption")
    reading = read(saved(file))
    assert reading.text == (
        "Clinic hit 😀\n\nTwo shells hit\tthe clinic.\nNobody was hurt.\n\nWard | Beds\nBurns | 24"
        "\n\nLost were:\n\n- twelve beds\n- the pharmacy\n\nWe left.\n\nAll of us."
        "\n\nSmoke over the roof"
    )
    assert [(p.kind, reading.text[p.start : p.end]) for p in reading.parts] == [
        ("headline", "Clinic hit 😀"),
        ("quote", "We left.\n\nAll of us."),
        ("caption", "Smoke over the roof"),
    ]


RUN = "<w:r><w:t>{}</w:t></w:r>"
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
SHOWN = {
    "put in": f"<w:p><w:ins>{RUN}</w:ins></w:p>",
    "kept": f"<w:p>{RUN}<w:del><w:r><w:delText>cut</w:delText><w:t>cut</w:t></w:r></w:del></w:p>",
    "in a form": f"<w:sdt><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt>",
    "a link": f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>",
    "a-b": "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>",
    "in a box": f"<w:p><w:r><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:r></w:p>",
    "inner": TABLE.format(TABLE.format(f"<w:p>{RUN}</w:p>")),
}


@pytest.mark.parametrize("text", SHOWN)
def test_words_are_found_wherever_word_puts_them(text: str, word_file: Sample) -> None:
    assert read(with_story(SHOWN[text].format(text), word_file)).text == text


def test_long_cells_are_paragraphs() -> None:
    file = docx.Document()
    table = file.add_table(1, 2)
    table.cell(0, 0).text = "word " * 100
    table.cell(0, 1).text = "24"
    assert read(saved(file)).text == ("word " * 100).strip() + "\n\n24"


def test_footnotes_stand_at_the_end(word_file: Sample) -> None:
    file = docx.Document(io.BytesIO(word_file.data))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    blob = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator"><w:p><w:r><w:t>--</w:t></w:r>'
        "</w:p></w:footnote><w:footnote><w:p><w:r><w:t>Told by telephone.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    uri = PackURI("/word/footnotes.xml")
    part = OpcPart(uri, "application/xml", blob.encode(), file.part.package)
    file.part.relate_to(part, kind)
    assert read(saved(file)).text.endswith("Ossavar.\n\nTold by telephone.")


def test_core_properties_are_told_but_no_day() -> None:
    file = docx.Document()
    file.add_paragraph("Two shells.")
    file.core_properties.title = "Two shells"
    file.core_properties.author = "Wenna Karsk"
    file.core_properties.language = "en-GB"
    told = read(saved(file)).told
    assert told == Description(title="Two shells", author="Wenna Karsk", language="en")


def test_a_file_without_properties_tells_nothing(word_file: Sample) -> None:
    def bare(name: str, data: bytes) -> bytes | None:
        return None if name == "docProps/core.xml" else data.replace(b"docProps/core.xml", b"x.xml")

    def unrelated(name: str, data: bytes) -> bytes | None:
        kept = bare(name, data)
        if kept is None or name != "_rels/.rels":
            return kept
        root = parse_xml(kept)
        for relation in list(root):
            if relation.get("Target") == "x.xml":
                root.remove(relation)
        return bytes(etree.tostring(root))

    assert read(rezipped(word_file.data, unrelated)).told == Description()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_cut_file_is_refused_with_a_remedy(share: float, word_file: Sample) -> None:
    data = word_file.data
    with pytest.raises(UnreadableError, match="damaged or cut off") as refused:
        read(data[: int(len(data) * share)])
    assert refused.value.remedy


@pytest.mark.parametrize("missing", [STORY, "[Content_Types].xml", "_rels/.rels"])
def test_a_file_that_lacks_a_piece_is_refused(missing: str, word_file: Sample) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read(rezipped(word_file.data, lambda n, d: None if n == missing else d))


class TestAbsurdFiles:
    def test_a_bomb_is_refused_by_what_it_would_unpack_to(self, word_file: Sample) -> None:
        bomb = rezipped(word_file.data, lambda n, d: bytes(300 * 2**20) if n == STORY else d)
        assert len(bomb) < 2**20
        with pytest.raises(UnreadableError, match="would unpack to 300 MiB"):
            read(bomb)

    def test_absurd_compression_is_refused(self, word_file: Sample) -> None:
        bomb = rezipped(word_file.data, lambda n, d: d + b" " * 20 * 2**20 if n == STORY else d)
        with pytest.raises(UnreadableError, match="times its size"):
            read(bomb)

    def test_too_many_pieces_are_refused(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for place in range(5001):
                target.writestr(f"{place}/{STORY}", b"")
        with pytest.raises(UnreadableError, match="5001 pieces"):
            read(out.getvalue())

    def test_entities_are_refused(self, word_file: Sample) -> None:
        laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        with pytest.raises(UnreadableError, match="entities"):
            read(rezipped(word_file.data, lambda n, d: laughs if n == STORY else d))

    def test_a_locked_zip_says_so(self, word_file: Sample) -> None:
        data = bytearray(word_file.data)
        place = data.index(b"PK\x01\x02")
        data[place + 8] |= 1
        with pytest.raises(UnreadableError, match="password"):
            read(bytes(data))


def test_bids_go_by_what_is_inside(word_file: Sample) -> None:
    reader = DocxReader()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as target:
        target.writestr("xl/workbook.xml", b"<a/>")
    assert reader.bid(word_file) > 90
    assert reader.bid(Sample(name="a.xlsx", data=other.getvalue())) == 0
    assert reader.bid(Sample(name="a.docx", data=b"words")) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_a_changed_story_is_read_or_refused(data: st.DataObject, word_file: Sample) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file.data)) as source:
        story = source.read(STORY)
    start = data.draw(st.integers(0, len(story)))
    end = data.draw(st.integers(start, min(len(story), start + 200)))
    changed = story[:start] + data.draw(st.binary(max_size=4)) + story[end:]
    broken = rezipped(word_file.data, lambda n, d: changed if n == STORY else d)
    try:
        text = read(broken).text
    except UnreadableError as refused:
        text = refused.remedy
    assert text.encode().decode() == text
