"""The page of a release as a Word file (DOCX), for those who cite it in a brief of their own.

It holds what the page holds: each value once, beside its words and all places that tell it, with
pinpoint citations, the annexes with their custody, the exhibits with their conditions, and the
digest of each quotation by its number. Its bytes follow from the release alone.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from solferino.publish.catalogue import Tongue
from solferino.publish.exchange.zipped import write_zip
from solferino.release.sheet import Item, Sheet, Show, Source, Told
from solferino.release.spoken import Spoken, bare, fact, graded, reason, titled
from solferino.text.fold import fold

WIDTHS = (Cm(3.2), Cm(2.8), Cm(2.8), Cm(8.2))
SHEET = (Cm(21), Cm(29.7))
SMALL = Pt(8)
PALE = RGBColor(0x50, 0x56, 0x5E)
LARGEST = Cm(16)
DIGITS = re.compile(r"(?<![\w.:-])\d[\d:TZ-]*-[\d:TZ-]*")
ARABIC = re.compile("[\u0600-\u06ff]")
# What may stand behind the mark of direction (ECMA-376, 17.3.1, 17.3.2 and 17.4): the order counts.
AFTER_TURN = {
    "w:tblPr": (
        "w:tblStyleRowBandSize",
        "w:tblW",
        "w:jc",
        "w:tblBorders",
        "w:tblLayout",
        "w:tblLook",
    ),
    "w:pPr": (
        "w:adjustRightInd",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:outlineLvl",
        "w:rPr",
    ),
    "w:rPr": ("w:cs", "w:em", "w:lang"),
}
Numbered = Mapping[str, tuple[int, Item]]  # by id of the quotation
ABSENT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def brief(page: Sheet, says: str, tongue: Tongue) -> bytes:
    """Write the page in a language of the catalogue; `says` is what the profile lets out."""
    made = docx.Document()
    _told_of_itself(made, page, tongue)
    say = tongue.say
    made.add_heading(_plain(page.title(tongue)), 0)
    if page.practice:
        made.add_paragraph(say("practice"))
    made.add_paragraph(_plain(says))
    asked = (
        (say("objections"), page.address or say("no_address")),
        (say("why"), page.why or say("no_reason")),
    )
    named = () if page.internal else asked
    _facts(made, ((say("published"), page.at), *named, (say("root"), page.root)))
    cited = _numbered(page)
    for incident in page.incidents:
        _incident(made, incident, tongue, cited)
    if not page.incidents:
        made.add_paragraph(say("no_incident"))
    if page.apart:
        made.add_heading(say("besides"), 1)
        _quotations(made, page.apart, tongue, cited)
    if page.exhibits:
        made.add_heading(say("exhibits"), 1)
        made.add_paragraph(say("exhibits_told"))
    for show in page.exhibits:
        _exhibit(made, show, tongue)
    made.add_heading(say("sources"), 1)
    for source in page.sources:
        _source(made, source, tongue)
    _end(made, page, tongue)
    _digests(made, cited.values(), tongue)
    if tongue.direction == "rtl":
        _turned(made)
    return _packed(made)


def _told_of_itself(made: Document, page: Sheet, tongue: Tongue) -> None:
    """Put title and time of the release where a program would put its user and the clock."""
    core, at = made.core_properties, datetime.fromisoformat(page.at).astimezone(UTC)
    core.title = _plain(page.title(tongue))
    core.author = core.last_modified_by = "Solferino"
    core.comments = ""
    core.created = core.modified = at.replace(tzinfo=None)
    core.revision = 1
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10)
    section = made.sections[0]
    section.page_width, section.page_height = SHEET
    section.left_margin = section.right_margin = Cm(2)
    foot = section.footer.paragraphs[0]
    foot.text = f"{core.title} · {page.at}"
    foot.runs[0].font.size = SMALL


def _facts(made: Document, rows: Iterable[tuple[str, str]]) -> None:
    for name, content in rows:
        line = made.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{name}: ").bold = True
        line.add_run(_plain(content))


def _numbered(page: Sheet) -> Numbered:
    """Give each quotation a number, in the order in which they stand here."""
    groups = [*(i.items for i in page.incidents), page.apart]
    order = (item for items in groups for alike in _alike(items) for item in alike)
    return {item.id: (number, item) for number, item in enumerate(order, start=1)}


def _incident(made: Document, incident: Told, tongue: Tongue, cited: Numbered) -> None:
    say = tongue.say
    title = bare(titled(incident.title, tongue))
    made.add_heading(_plain(f"{say('no', n=incident.number)}: {title}"), 1)
    told = ((name, fact(name, content, tongue)) for name, content in incident.told if content)
    _facts(made, ((say(f"field.{name}"), bare(content)) for name, content in told))
    for grading in (graded(row, tongue) for row in incident.gradings):
        subject = f" ({bare(grading.subject)})" if grading.subject else ""
        answer = f"{grading.proposition}{subject}, {grading.scheme}: {grading.grade}. "
        made.add_paragraph(_plain(answer + bare(grading.why)), "List Bullet")
    made.add_heading(say("reply"), 2)
    for reply in incident.replies:
        answer = f"{reply.party}: {say(f'reply_{reply.status}')}"
        said = f", {reply.asked_on}" if reply.asked_on else ""
        quoted = f"\n{reply.text}" if reply.text else ""
        made.add_paragraph(_plain(answer + said + quoted), "List Bullet")
    if not incident.replies:
        made.add_paragraph(say("nobody_named"))
    made.add_heading(say("quotations"), 2)
    _quotations(made, incident.items, tongue, cited)


def _quotations(made: Document, items: Iterable[Item], tongue: Tongue, cited: Numbered) -> None:
    say = tongue.say
    table = made.add_table(rows=1, cols=4, style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, ("kind", "value", "who", "words"), strict=True):
        cell.paragraphs[0].add_run(say(head)).bold = True
    _marked(table.rows[0], "w:tblHeader")
    for item, *more in _alike(items):
        cells = table.add_row().cells
        own = item.spoken.get(tongue.code, item)
        cells[0].text = _plain(own.label)
        cells[1].text = _plain(own.value)
        if own.value != item.value:  # the value that the digest is made of
            _small(cells[1].add_paragraph(), item.value)
        if item.rights:
            cells[1].add_paragraph(_plain(f"{say('rights')}: {item.rights}"))
        cells[2].text = _plain(f"{own.by}\n{own.note}".strip())
        _quoted(cells[3], item, _place(cited[item.id], tongue))
        if more:
            _small(cells[3].add_paragraph(), say("more_places", n=len(more)))
        for other in more:
            _also(cells[3], other.spoken.get(tongue.code, other), cited[other.id], tongue)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for row in table.rows:
        _marked(row, "w:cantSplit")
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = width


def _alike(items: Iterable[Item]) -> Iterable[list[Item]]:
    """Put places that tell one value alike together, in order of first mention."""
    held: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        held.setdefault((item.label, fold(item.value), item.rights), []).append(item)
    return held.values()


def _quoted(cell: _Cell, item: Item, place: str) -> None:
    """Show words in their sentence, with their place below."""
    line = cell.paragraphs[0]
    line.add_run(_plain(item.before))
    _mark(line, item.words).bold = True
    line.add_run(_plain(item.after))
    _small(cell.add_paragraph(), place)


def _also(cell: _Cell, own: Item | Spoken, numbered: tuple[int, Item], tongue: Tongue) -> None:
    """Show a further place in a line: who says so, the words alone, where."""
    line = cell.add_paragraph()
    who = tongue.say("phrase.comma").join(part for part in (own.by, own.note) if part)
    words = numbered[1].words
    turned = tongue.direction == "rtl" and not ARABIC.search(words)
    apart = "\N{LEFT-TO-RIGHT MARK}" if turned else ""  # "5 March" is not to be "March 5"
    _small(line, f"{who}: {apart}")
    _mark(line, words).font.size = SMALL
    _small(line, f"{apart} · {_place(numbered, tongue)}")


def _place(numbered: tuple[int, Item], tongue: Tongue) -> str:
    """Say where words stand, and the number under which their digest is listed."""
    number, item = numbered
    own = item.spoken.get(tongue.code, item)
    place = f"{tongue.say('phrase.comma')}{bare(own.place)}" if own.place else ""
    return f"{tongue.say('annex', n=item.source)}{place} [{number}]"


def _mark(line: Paragraph, words: str) -> Run:
    marked = line.add_run(_plain(words))
    marked.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return marked


def _small(line: Paragraph, text: str) -> None:
    run = line.add_run(_plain(text))
    run.font.size, run.font.color.rgb = SMALL, PALE
    line.paragraph_format.space_after = Pt(0)


def _marked(row: _Row, name: str) -> None:
    """Say of a row that it stays on one sheet, or stands on every sheet of its table."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  (python-docx has no other way)


def _exhibit(made: Document, show: Show, tongue: Tongue) -> None:
    say = tongue.say
    annex = f" · {say('annex', n=show.annex)}" if show.annex else ""
    page = f" · {say('page', n=show.page)}" if show.page else ""
    made.add_heading(say("exhibit", n=show.number) + annex + page, 2)
    picture = made.add_picture(io.BytesIO(show.data))
    if picture.width > LARGEST:
        picture.height = int(picture.height * LARGEST / picture.width)
        picture.width = LARGEST
    _facts(
        made,
        (
            (say("rights"), show.rights or say("no_rights")),
            (say("exhibit_digest"), show.digest),
        ),
    )


def _source(made: Document, source: Source, tongue: Tongue) -> None:
    say = tongue.say
    made.add_heading(_plain(f"{say('annex', n=source.number)}: {source.name}"), 2)
    _facts(made, ((say(f"source.{name}"), content) for name, content in source.told if content))
    made.add_paragraph(say("custody" if source.told[-1][1] else "custody_held"))


def _end(made: Document, page: Sheet, tongue: Tongue) -> None:
    say = tongue.say
    made.add_heading(say("withheld"), 1)
    made.add_paragraph(say("withheld_told"))
    if page.withheld:
        made.add_paragraph(say("withheld_besides"))
    for noun, why, n in page.withheld:
        held = bare(reason(why, tongue))
        made.add_paragraph(_plain(f"{say(noun, n=n)}: {held}"), "List Bullet")
    made.add_heading(say("method"), 1)
    made.add_paragraph(say("method_told" if page.reviewed else "method_partner"))
    made.add_paragraph(say("limits_told", n=page.read))
    made.add_paragraph(_plain(say("made", engine=page.engine)))


def _digests(made: Document, cited: Iterable[tuple[int, Item]], tongue: Tongue) -> None:
    """List the digest of each quotation under its number."""
    made.add_heading(tongue.say("leaves"), 1)
    made.add_paragraph(tongue.say("leaf_told"))
    for number, item in cited:
        _small(made.add_paragraph(), f"[{number}]\t{item.leaf.hex()}")


def _turned(made: Document) -> None:
    """Let what is in Arabic letters go from right to left, and tables begin on the right."""
    for table in made.element.body.iter(qn("w:tblPr")):
        table.insert_element_before(OxmlElement("w:bidiVisual"), *AFTER_TURN["w:tblPr"])
    for part in (made.element.body, made.sections[0].footer._element):  # noqa: SLF001  (as above)
        for line in part.iter(qn("w:p")):
            if ARABIC.search("".join(t.text or "" for t in line.iter(qn("w:t")))):
                inner = line.get_or_add_pPr()
                inner.insert_element_before(OxmlElement("w:bidi"), *AFTER_TURN["w:pPr"])
                for told in line.iter(qn("w:t")):  # behind Arabic letters a day would be turned
                    told.text = DIGITS.sub("\N{LEFT-TO-RIGHT MARK}\\g<0>", told.text or "")
        for run in part.iter(qn("w:r")):
            if ARABIC.search("".join(t.text or "" for t in run.iter(qn("w:t")))):
                inner = run.get_or_add_rPr()
                for plain, turned in (("w:b", "w:bCs"), ("w:sz", "w:szCs")):
                    for mark in inner.findall(qn(plain)):
                        copied = OxmlElement(turned)
                        copied.attrib.update(mark.attrib)
                        mark.addnext(copied)
                inner.insert_element_before(OxmlElement("w:rtl"), *AFTER_TURN["w:rPr"])


def _plain(text: str) -> str:
    """Leave out signs that XML cannot hold; `visible` has written out those that hide."""
    return ABSENT.sub("\N{REPLACEMENT CHARACTER}", text)


def _packed(made: Document) -> bytes:
    """Pack the file again: no time of the clock is in it."""
    first, out = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as archive:
        write_zip(out, ((name, archive.read(name)) for name in archive.namelist()))
    return out.getvalue()
