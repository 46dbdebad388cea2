"""Reads e-mail: one message (.eml), or a mailbox of many (.mbox); attachments are members."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from solferino.errors import UnreadableError
from solferino.model import Part, Problem, Reading
from solferino.ports import Member, Sample
from solferino.read.blocks import Block, compose
from solferino.read.dates import day
from solferino.read.envelope import (
    Attachment,
    Letter,
    attachments,
    letter,
    shown,
    told,
)
from solferino.read.foreign import foreign
from solferino.read.mailtext import attributed_to, body_blocks
from solferino.read.markup import blocks_of, tree_of
from solferino.read.zones import zones

CERTAIN, BY_NAME = 85, 60
HEAD = 1 << 16  # bytes within which the headers show themselves
FIELD = re.compile(rb"([!-9;-~]{1,60}):[ \t]?[^\n]*(?:\n[ \t][^\n]*)*\n")
# Programs write these; a person who types From, To and Subject above a text does not.
TECHNICAL = frozenset({
    b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"x-mailer",
    b"content-transfer-encoding", b"dkim-signature", b"x-gmail-labels", b"x-received",
})  # fmt: skip
HUMAN = frozenset({b"from", b"to", b"subject", b"date", b"cc"})
POSTMARK = re.compile(rb"^From [^\n]{0,200}\d\d:\d\d[^\n]{0,80}\n", re.MULTILINE)
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
AGAIN = "Open it in a mail program, save it again as .eml, and add that file too."
# Recordings and pictures are exhibits, not texts; signatures prove and say nothing.
SEEN_OR_HEARD = ("image/", "audio/", "video/")
SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".png", ".gif", ".heic", ".webp", ".tif", ".tiff", ".bmp", ".mp4", ".mov",
    ".avi", ".3gp", ".mkv", ".mp3", ".m4a", ".ogg", ".opus", ".amr", ".wav",
})  # fmt: skip
SEALS = frozenset({
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
})  # fmt: skip


class MailReader:
    """One message: headers, body, what it quotes; its attachments are members of it."""

    name = "mail"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """85 for the headers of a message, 60 for a text named `.eml`, 0 for several messages."""
        if _is_mailbox(sample.data):
            return 0
        if _is_message(_without_postmark(sample.data)):
            return CERTAIN
        named = PurePath(sample.name).suffix.lower() == ".eml"
        binary = foreign(sample.data) is not None or b"\x00" in sample.data[:HEAD]
        return BY_NAME if named and not binary else 0

    def read(self, sample: Sample) -> Reading:
        """Read subject, headers, body and the names of attachments; raises `UnreadableError`."""
        if _is_mailbox(sample.data):
            raise UnreadableError("This mailbox holds many messages.", AGAIN)
        message = letter(_without_postmark(sample.data))
        blocks, problems = _body(sample.name, message)
        listed = [_named(a) for a in attachments(message)]
        if not _says(blocks) and not message.fields and not listed:
            raise UnreadableError("There is nothing in this message.", AGAIN)
        if message.encrypted and not _says(blocks):
            raise UnreadableError(
                "This message is encrypted.",
                "Open it in the mail program that has its key, save its text, and add that.",
            )
        text, marked = compose([*_top(message), *blocks, *listed])
        return Reading(
            text=text,
            media_type="message/rfc822",
            told=told(message),
            parts=tuple(_signed(text, p) for p in zones(text, marked)),
            problems=problems,
        )

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield attachments that may be read; pictures, recordings and seals are only named."""
        for found in attachments(letter(_without_postmark(sample.data))):
            if not _is_seen_or_heard(found) and found.media_type not in SEALS:
                yield Member(name=found.name, data=found.data, media_type=found.media_type)


class MailboxReader:
    """A mailbox (mbox) of more than one message: each is a member, in the mailbox's order."""

    name = "mailbox"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """85 for several messages one after the other."""
        return CERTAIN if _is_mailbox(sample.data) else 0

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the messages as they stand, `0001.eml` and so on; `>From ` is unescaped."""
        for number, (start, end) in enumerate(_messages(sample.data), start=1):
            data = ESCAPED.sub(rb"\1", sample.data[start:end])
            yield Member(name=f"{number:04}.eml", data=data, media_type="message/rfc822")


def _messages(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the messages of a mailbox begin and end, postmarks left out."""
    start = None
    for mark in POSTMARK.finditer(data):
        above = data[max(0, mark.start() - 4) : mark.start()]
        if mark.start() and not above.endswith((b"\n\n", b"\n\r\n")):
            continue
        if not FIELD.match(data, mark.end()):
            continue
        if start is not None:
            yield start, mark.start()
        start = mark.end()
    if start is not None:
        yield start, len(data)


def _is_mailbox(data: bytes) -> bool:
    if POSTMARK.match(data) is None:
        return False
    found = _messages(data)
    next(found, None)
    return next(found, None) is not None


def _without_postmark(data: bytes) -> bytes:
    mark = POSTMARK.match(data)
    return data[mark.end() :] if mark else data


def _is_message(data: bytes) -> bool:
    names = set()
    place = 0
    head = data[:HEAD]
    while found := FIELD.match(head, place):
        names.add(found[1].lower())
        place = found.end()
    return bool(names & TECHNICAL) and bool(names & HUMAN)


def _top(message: Letter) -> Iterator[Block]:
    """Write the subject as a headline, and the other headers as lines under it."""
    for key, words in message.fields:
        if key == "Subject":
            yield Block(text=words, kind="headline")
    rest = [(key, words) for key, words in message.fields if key != "Subject"]
    for number, (key, words) in enumerate(rest):
        yield Block(text=f"{key}: {words}", kind="boilerplate", tight=number > 0, group=-1)


def _body(name: str, message: Letter) -> tuple[list[Block], tuple[Problem, ...]]:
    """Turn the texts of a body into blocks; a text that cannot be decoded is a problem."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for text in shown(message):
        try:
            if text.is_html:
                blocks += blocks_of(tree_of(text.text()))
            else:
                blocks += body_blocks(text.text())
        except UnreadableError as error:
            problems.append(
                Problem(name=name, stage="read", message=error.message, remedy=error.remedy)
            )
            blocks.append(Block(text="[text that cannot be decoded]", kind="boilerplate"))
    if problems and all(block.kind == "boilerplate" for block in blocks):
        raise UnreadableError(problems[0].message, problems[0].remedy)
    return blocks, tuple(problems)


def _says(blocks: Sequence[Block]) -> bool:
    """Whether there is a visible character in blocks."""
    return any(block.text.strip() for block in blocks)


def _named(found: Attachment) -> Block:
    size = f"{len(found.data):,} bytes"
    words = f"[attachment: {found.name}, {found.media_type}, {size}]"
    return Block(text=words, kind="boilerplate", tight=False)


def _is_seen_or_heard(found: Attachment) -> bool:
    named = PurePath(found.name).suffix.lower() in SUFFIXES
    return named or found.media_type.startswith(SEEN_OR_HEARD)


def _signed(text: str, part: Part) -> Part:
    """Give a quotation its author and day where its first lines name them."""
    if part.kind != "quote":
        return part
    author, named = attributed_to(text[part.start : part.end])
    return replace(part, author=author, date=day(named)) if author or named else part
