"""Messages made by hand, and how they read. All of them are fiction."""

from email.message import EmailMessage

from solferino.errors import UnreadableError
from solferino.model import Reading
from solferino.ports import Container, Member, Reader, Sample
from solferino.read.mail import MailboxReader, MailReader
from solferino.read.plain import PlainReader

READERS: tuple[Reader | Container, ...] = (PlainReader(), MailReader(), MailboxReader())
BODY = """Dear Sefa,

two shells hit the Orrin clinic in Tesk last night. Nobody was hurt.

Neva
"""


def message(body: str = BODY, subject: str = "The clinic in Tesk") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Neva Ostrell <n.ostrell@example.org>"
    made["To"] = "Sefa Dorrin <desk@example.org>, archive@example.org"
    made["Cc"] = "Tam Orrel <tam@example.org>"
    made["Date"] = "Mon, 07 Apr 2031 23:42:00 -0800"
    made["Subject"] = subject
    made["Message-ID"] = "<1@example.org>"
    made.set_content(body)
    return made


def read(data: bytes, name: str = "a.eml") -> Reading:
    return MailReader().read(Sample(name=name, data=data))


def told(data: bytes, name: str = "a.eml") -> Reading | str:
    """Read, or give the remedy of the refusal."""
    try:
        return read(data, name)
    except UnreadableError as error:
        return error.remedy


def parts(reading: Reading) -> list[tuple[str, str]]:
    return [(p.kind, reading.text[p.start : p.end]) for p in reading.parts]


def members(data: bytes, reader: Container | None = None, name: str = "a.eml") -> list[Member]:
    found = (reader or MailReader()).members(Sample(name=name, data=data))
    return [m for m in found if isinstance(m, Member)]
