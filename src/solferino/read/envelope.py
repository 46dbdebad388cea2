"""Takes an e-mail apart: headers made plain, the texts that are shown, and what is attached."""

import email
import re
from collections import Counter
from email.errors import MessageError
from email.message import Message
from email.policy import EmailPolicy, compat32
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime
from pathlib import PurePath

from solferino.codec import value
from solferino.errors import UnreadableError
from solferino.model import Description
from solferino.read.encoding import decode
from solferino.read.mailtext import flowed
from solferino.text.normal import normal

LONGEST_HEADER = 8_000  # code points; the standard library takes the square of it
DEEPEST = 20  # multiparts inside multiparts
LONGEST_NAME = 120
EARLIEST, LATEST = 1970, 2199
SHOWN_FIELDS = ("Subject", "From", "Sender", "To", "Cc", "Reply-To", "Date")
# What the standard library raises for headers and parts that only look like ones.
BROKEN = (
    MessageError, ValueError, IndexError, KeyError, AttributeError, TypeError, LookupError,
    AssertionError, RecursionError, OverflowError,
)  # fmt: skip
NOT_A_NAME = re.compile("[\x00-\x1f\x7f-\x9f]+")
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
ESCAPE_CHARSETS = ("iso-2022-jp", "iso-2022-kr", "hz-gb-2312")  # plain ASCII to any other eye
AGAIN = "Open it in a mail program, save it again as .eml, and add that file too."
SUFFIXES = {
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/json": ".json",
}


class _Lenient(EmailPolicy):
    """The default policy, but a header that cannot be parsed comes as its bare characters."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Parse a header's value; never raises."""
        bare = _characters(value)
        if len(bare) > LONGEST_HEADER:
            return bare
        try:
            return str(super().header_fetch_parse(name, bare))
        except BROKEN:
            return bare


POLICY = _Lenient()


@value
class Letter:
    """A message taken in: its shown headers in order, made plain, and the message itself."""

    fields: tuple[tuple[str, str], ...]
    message: Message
    encrypted: bool


@value
class BodyText:
    """A text of a body as it travelled; `part` knows its charset."""

    part: Message
    is_html: bool

    def text(self) -> str:
        """Decode it; raises `UnreadableError` for what is no text."""
        data = _payload(self.part)
        charset = _parameter(self.part, "charset")
        if charset.lower() in ESCAPE_CHARSETS:
            data = data.decode(charset, "replace").encode()
        words = decode(data, charset or None).text if data.strip() else ""
        if not self.is_html and _parameter(self.part, "format").lower() == "flowed":
            words = flowed(words, spaces_added=_parameter(self.part, "delsp").lower() == "yes")
        return words


@value
class Attachment:
    """Something attached: a name that no other attachment of the message has, and its bytes."""

    name: str
    media_type: str
    data: bytes


def letter(data: bytes) -> Letter:
    """Parse a message; raises `UnreadableError` where it is nested without end."""
    try:
        message = email.message_from_bytes(data, policy=POLICY)
        fields = tuple((n, words) for n in SHOWN_FIELDS if (words := _header(message, n)))
        kind = message.get_content_type()
    except BROKEN as error:
        raise UnreadableError("This message is damaged.", AGAIN) from error
    sealed = kind == "application/pkcs7-mime" and "signed" not in _parameter(message, "smime-type")
    return Letter(fields=fields, message=message, encrypted=kind == "multipart/encrypted" or sealed)


def told(message: Letter) -> Description:
    """Tell of a message its subject, its author by name, and its day at the sender's place."""
    fields = dict(message.fields)
    names = _people(fields.get("From", ""))
    language = LANGUAGE.fullmatch(_header(message.message, "Content-Language"))
    return Description(
        title=fields.get("Subject"),
        author=next((name or address for name, address in names if name or address), None),
        published=_day(fields.get("Date", "")),
        language=language[1].lower() if language else None,
    )


def shown(message: Letter) -> list[BodyText]:
    """Find the texts that a mail program shows, in order; of alternatives the plain one."""
    texts, _ = _sorted(message.message)
    return [BodyText(part=part, is_html=part.get_content_type() == "text/html") for part in texts]


def attachments(message: Letter) -> list[Attachment]:
    """Find what is attached, pictures inside the text included, in order."""
    _, leaves = _sorted(message.message)
    found: list[Attachment] = []
    names: Counter[str] = Counter()
    for part in leaves:
        data = _payload(part)
        if not data and part.get_content_disposition() != "attachment":
            continue
        name = _name(part, len(found) + 1)
        names[name] += 1
        if names[name] > 1:
            stem, suffix = PurePath(name).stem, PurePath(name).suffix
            name = f"{stem} ({names[name]}){suffix}"
        found.append(Attachment(name=name, media_type=part.get_content_type(), data=data))
    return found


def _sorted(part: Message, depth: int = 0) -> tuple[list[Message], list[Message]]:
    """Part what is shown as text from what is attached."""
    kind = part.get_content_type()
    children = part.get_payload() if kind.startswith("multipart/") else None
    if isinstance(children, list) and depth < DEEPEST:
        inside = [_sorted(child, depth + 1) for child in children if isinstance(child, Message)]
        leaves = [leaf for _, found in inside for leaf in found]
        if kind == "multipart/alternative":
            ways = sorted((texts for texts, _ in inside if texts), key=_plainness)
            return (ways[0] if ways else []), leaves
        return [text for texts, _ in inside for text in texts], leaves
    bare = part.get_content_disposition() != "attachment" and not part.get_filename()
    if bare and kind in ("text/plain", "text/html"):
        return [part], []
    return [], [part]


def _plainness(texts: list[Message]) -> int:
    """Rank the ways in which one thing is told: plain text that says something comes first."""
    plain = any(t.get_content_type() == "text/plain" and _payload(t).strip() for t in texts)
    return 0 if plain else 1 if any(_payload(t).strip() for t in texts) else 2


def _payload(part: Message) -> bytes:
    """Give the bytes that a part carries, its own encoding undone; a message as it stands."""
    try:
        children = part.get_payload()
        if isinstance(children, list):
            whole = [c.as_bytes(policy=compat32) for c in children if isinstance(c, Message)]
            return b"\n".join(whole)
        found = part.get_payload(decode=True)
    except BROKEN:
        return b""
    return found if isinstance(found, bytes) else b""


def _name(part: Message, number: int) -> str:
    """Name an attachment as its sender did, without folders; else by its kind and number."""
    given = part.get_filename() or ""
    children = part.get_payload()
    if not given and isinstance(children, list) and children and isinstance(children[0], Message):
        given = _header(children[0], "Subject")[:LONGEST_NAME] or "message"
    stem = NOT_A_NAME.sub(" ", given.replace("\\", "/").rpartition("/")[2])
    stem = " ".join(stem.split()).strip(". ")
    suffix = SUFFIXES.get(part.get_content_type(), "")
    if not stem:
        return f"attachment-{number}{suffix}"
    if not PurePath(stem).suffix or part.get_content_type() == "message/rfc822":
        stem = stem.removesuffix(suffix) + suffix
    return stem[-LONGEST_NAME:]


def _header(message: Message, name: str) -> str:
    """Give a header on one line, or nothing."""
    return " ".join(normal(str(message.get(name) or "")).split())


def _parameter(part: Message, name: str) -> str:
    try:
        return collapse_rfc2231_value(part.get_param(name) or "")
    except BROKEN:
        return ""


def _characters(value: str) -> str:
    """Undo what bytes beyond ASCII in a header became when it was parsed."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raw = value.encode("utf-8", "surrogateescape")
        try:
            return decode(raw).text
        except UnreadableError:
            return raw.decode("utf-8", "replace")
    return value


def _day(words: str) -> str | None:
    """Give the day of a Date header at the sender's place, as ISO date."""
    try:
        found = parsedate_to_datetime(words)
    except BROKEN:
        return None
    return found.date().isoformat() if EARLIEST <= found.year <= LATEST else None


def _people(words: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([words])
    except BROKEN:
        return []
