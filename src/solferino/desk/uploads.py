"""Files and texts that a form brings: its body is cut at the boundary, and only heads are parsed.

What is in a file is nobody's to parse here: a mail, which has a head and parts of its own, comes
out byte by byte as it went in.
"""

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from urllib.parse import parse_qsl

from starlette.requests import Request

from solferino.codec import value
from solferino.errors import UsageError

HEAVIEST = 256_000_000  # bytes of all files of one form together
FORM = "multipart/form-data"
AGAIN = "Go back and send it once more."


@value
class Part:
    """One part of a form: its field, and its bytes; `file` is a file's name, "" for none chosen."""

    field: str
    file: str | None
    data: bytes


@value
class Upload:
    """What came: the plain fields of the form, and files as (name, bytes), named ones only."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...]

    def field(self, name: str) -> str:
        """Give a field without outer spaces; "" where there is none."""
        return next((content for key, content in self.fields if key == name), "").strip()


async def upload(request: Request) -> Upload:
    """Read a posted form with files; `UsageError` where it is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > HEAVIEST:
            raise UsageError(
                "that is more than the desk takes at once",
                "Take large folders in with `solferino add CASE FOLDER`.",
            )
    kind = request.headers.get("content-type", "")
    if not kind.startswith(FORM):
        told = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return Upload(fields=tuple(told), files=())
    return parted(kind, bytes(body))


def parted(kind: str, body: bytes) -> Upload:
    """Take a form with files apart; `kind` is its Content-Type with the boundary."""
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, bytes]] = []
    for part in parts(kind, body):
        if part.file is None:
            fields.append((part.field, part.data.decode("utf-8", "replace")))
        elif part.file:
            files.append((inside(part.file), part.data))
    return Upload(fields=tuple(fields), files=tuple(files))


def parts(kind: str, body: bytes) -> Iterator[Part]:
    """Cut a form with files into its parts (RFC 7578); `kind` is its Content-Type.

    Raises `UsageError` where the type names no boundary, and where the form ends too early.
    """
    boundary = _head(f"Content-Type: {kind}".encode("latin-1", "replace")).get_boundary()
    if not boundary:
        raise UsageError("that form says not where its parts begin", AGAIN)
    mark = b"\r\n--" + boundary.encode("latin-1", "replace")
    _, *pieces, rest = (b"\r\n" + body).split(mark)
    if not rest.startswith(b"--"):
        raise UsageError("that form came only in part", AGAIN)
    for piece in pieces:
        lines, _, data = piece.partition(b"\r\n\r\n")
        head = _head(lines.strip())
        field = head.get_param("name", "", header="content-disposition")
        yield Part(field=str(field), file=head.get_filename(), data=data)


def _head(lines: bytes) -> Message:
    return BytesParser(policy=policy.HTTP).parsebytes(lines + b"\r\n\r\n", headersonly=True)


def inside(name: str) -> str:
    """Make a file's name as received: slashes one way, no way up or to the root."""
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    return "/".join(parts) or "file"
