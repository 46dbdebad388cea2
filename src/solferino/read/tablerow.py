"""A row of a table as a document: its text, and its other cells as an infobox."""

from solferino.codec import decode, encode, value
from solferino.errors import BrokenError, UnreadableError
from solferino.model import Part, Reading
from solferino.ports import Sample
from solferino.read.blocks import Block, lay_out, tidy
from solferino.read.zones import zones

MAGIC = b"solferino.row/1\n"  # so begins what the table reader hands on, and nothing else
CERTAIN = 100
MEDIA_TYPE = "text/csv"


@value
class Row:
    """What a row says: its title, its text and the rest as (header, value), in order."""

    title: str = ""
    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes by which a row goes through the auction."""
        return MAGIC + encode(self)


class RowReader:
    """Rows of tables as `TableReader` takes them out; no file looks like this."""

    name = "row"
    version = "1"
    sole = MAGIC

    def bid(self, sample: Sample) -> int:
        """100 for the bytes of a row."""
        return CERTAIN if sample.data.startswith(MAGIC) else 0

    def read(self, sample: Sample) -> Reading:
        """Lay out title, text and `Header: value` lines; raises `UnreadableError`."""
        try:
            row = decode(sample.data.removeprefix(MAGIC), Row)
        except BrokenError as error:
            raise UnreadableError("This is no row of a table.", "Add the table itself.") from error
        story = lay_out(_story(row))
        box = "\n".join(f"{name}: {content}" for name, content in row.fields)
        joint = "\n\n" if story.text and box else ""
        start = len(story.text) + len(joint)
        parts = zones(story.text, story.parts)
        if box:
            parts = (*parts, Part(kind="infobox", start=start, end=start + len(box)))
        return Reading(text=story.text + joint + box, media_type=MEDIA_TYPE, parts=parts)


def _story(row: Row) -> list[Block]:
    paragraphs = tidy(row.text).split("\n\n")
    return [Block(text=row.title, kind="headline"), *(Block(text=p) for p in paragraphs)]
