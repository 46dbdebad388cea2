"""Files and texts that a form brings: read from its body, by the standard library's mail reader."""

from email import policy
from email.parser import BytesParser
from urllib.parse import parse_qsl

from starlette.requests import Request

from solferino.codec import value
from solferino.errors import UsageError

HEAVIEST = 256_000_000  # bytes of all files of one form together
FORM = "multipart/form-data"


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
    head = f"Content-Type: {kind}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, bytes]] = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        file = part.get_filename()
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        if file is None:
            fields.append((str(name), data.decode("utf-8", "replace")))
        elif file:
            files.append((inside(file), data))
    return Upload(fields=tuple(fields), files=tuple(files))


def inside(name: str) -> str:
    """Make a file's name as received: slashes one way, no way up or to the root."""
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    return "/".join(parts) or "file"
