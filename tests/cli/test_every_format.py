"""A folder with every format, broken files among them: what can be read is, the rest is told."""

import io
import json
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from reportlab.pdfgen import canvas

Command = Callable[..., Any]
ROOT = Path(__file__).parents[2]
AT = "2031-05-01T10:00:00Z"
SHELLS = "Two shells hit the Orrin clinic in Tesk on 30 April 2031, its director said."
BINARY = b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4


def pdf() -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=True)
    sheet.drawString(72, 700, SHELLS)
    sheet.save()
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(SHELLS)
    file.save(out)
    return out.getvalue()


def letter() -> bytes:
    message = EmailMessage()
    message["From"] = "Wenna Karsk <karsk@orrin.example>"
    message["To"] = "desk@ember.example"
    message["Subject"] = "The night of 30 April"
    message["Date"] = "Thu, 01 May 2031 08:00:00 +0000"
    message.set_content(SHELLS)
    return message.as_bytes()


def warc() -> bytes:
    page = f"<!DOCTYPE html><html><body><p>{SHELLS}</p></body></html>"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://ember.example/a\r\n"
        f"WARC-Date: 2031-05-01T07:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def wacz() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/a.warc", warc())
        digest = f"sha256:{sha256(warc()).hexdigest()}"
        resources = [{"path": "archive/a.warc", "hash": digest}]
        package.writestr("datapackage.json", json.dumps({"resources": resources}))
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["Town", "Description"], ["Tesk", SHELLS], ["Tesk", SHELLS.upper()]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


WIKI = f"""{{{{Infobox hospital
| name = Orrin clinic
| location = Tesk
}}}}
'''Orrin clinic''' is a clinic in [[Tesk]].

== Attacks ==
{SHELLS}
"""
EXPORT = f"""<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11">
<siteinfo><sitename>Tesk Wiki</sitename></siteinfo>
<page><title>Orrin clinic</title><ns>0</ns><id>1</id><revision><id>2</id>
<timestamp>2031-05-01T07:00:00Z</timestamp><text>{SHELLS}</text></revision></page>
<page><title>Tesk</title><ns>0</ns><id>3</id><revision><id>4</id>
<timestamp>2031-05-01T07:00:00Z</timestamp><text>{SHELLS}</text></revision></page>
</mediawiki>"""
POSTS = [{"text": SHELLS, "author": "Nolle", "handle": "@nolle", "date": "2031-05-01"}]
TABLE = f"Town,Description\nTesk,{SHELLS.replace(',', '')}\n"
MBOX = b"From karsk Thu May  1 08:00:00 2031\n" + letter() + b"\n"

# For every reader: files that it reads, and files that it must refuse, each with one reason.
SOUND: Mapping[str, Mapping[str, bytes]] = {
    "plain": {"a.txt": SHELLS.encode()},
    "markdown": {"a.md": f"# Tesk\n\n{SHELLS}\n".encode()},
    "html": {"a.html": f"<html><body><p>{SHELLS}</p></body></html>".encode()},
    "pdf": {"a.pdf": pdf()},
    "docx": {"a.docx": word()},
    "wiki": {"a.wiki": WIKI.encode()},
    "wiki-export": {"a.xml": EXPORT.encode()},
    "mail": {"a.eml": letter()},
    "mailbox": {"a.mbox": MBOX + MBOX},
    "posts": {"a.json": json.dumps(POSTS).encode()},
    "warc": {"a.warc": warc()},
    "wacz": {"a.wacz": wacz()},
    "table": {"a.csv": TABLE.encode(), "a.xlsx": workbook()},
    "row": {},  # it reads what the table reader takes out, and no file
}
BROKEN: Mapping[str, Mapping[str, bytes]] = {
    "plain": {"b.txt": BINARY, "empty.txt": b"", "blank.txt": b" \n\n "},
    "markdown": {"b.md": BINARY},
    "html": {"b.html": b"<html><body><script>go()</script></body></html>"},
    "pdf": {"b.pdf": pdf()[:300]},
    "docx": {"b.docx": word()[:-100]},
    "wiki": {"b.wiki": BINARY},
    "wiki-export": {"b.xml": EXPORT.encode()[:60]},
    "mail": {"b.eml": b"\x00" * 50},
    "mailbox": {"b.mbox": BINARY},
    "posts": {"b.json": json.dumps(POSTS).encode()[:-10]},
    "warc": {"b.warc": warc()[:-60]},
    "wacz": {"b.wacz": wacz()[:-40]},
    "table": {"b.csv": b"Year,Beds\n2030,12\n", "b.xlsx": workbook()[:-50]},
    "row": {},
}


@pytest.fixture(scope="module")
def registered() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return set(project["entry-points"]["solferino.readers"])


def test_every_registered_reader_is_tried(registered: set[str]) -> None:
    assert set(SOUND) == set(BROKEN) == registered


def test_what_is_broken_is_told_once_and_the_rest_is_read(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    sound = {name: data for files in SOUND.values() for name, data in files.items()}
    broken = {name: data for files in BROKEN.values() for name, data in files.items()}
    for name, data in (sound | broken).items():
        (folder / name).write_bytes(data)

    answer = command("run", folder, "--case", tmp_path / "case", "--no-desk", "--at", AT)
    assert answer.code == 4
    command("export", tmp_path / "case", "--as", "json", "-o", tmp_path / "case.json")
    export = json.loads((tmp_path / "case.json").read_bytes())

    # a member is named CONTAINER/MEMBER: the first part is the file that it comes from
    assert sorted(p["name"].partition("/")[0] for p in export["problems"]) == sorted(broken)
    assert all(p["stage"] == "read" and p["remedy"] for p in export["problems"])
    assert {d["name"].partition("/")[0] for d in export["documents"]} == set(sound)
    readers = {d["reader"].partition("/")[0] for d in export["documents"]}
    containers = {"mailbox", "warc", "wacz", "table", "wiki-export"}
    assert set(SOUND) - containers <= readers
    for document in export["documents"]:
        assert "Orrin" in document["text"] or "ORRIN" in document["text"], document["name"]
