"""How much of one text comes back out of each format, and how fast.

`python -m bench.carriers` prints the table of docs/formats.md. An article of the practice case is
written into every format by that format's own writer (reportlab, python-docx, openpyxl, the
standard library's e-mail and zip) and read back through the pipeline's door.
"""

import csv
import io
import json
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from email.message import EmailMessage

import docx
import openpyxl  # type: ignore[import-untyped]
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from solferino.model import Receipt
from solferino.plugins import find, kit
from solferino.practice.fiction import practice_files
from solferino.read.opening import Opened, open_original
from solferino.text.segment import words

ARTICLE = "kelderin-rockets-news.txt"
ROUNDS = 5  # readings of each file; the quickest counts


def carriers() -> Iterator[str]:
    """Measure, and tell as lines of a table; speed as a share of plain text's in the same run."""
    with practice_files() as folder:
        article = (folder / ARTICLE).read_text("utf-8")
    paragraphs = [p for p in article.split("\n\n") if p.strip()]
    files = written(paragraphs)
    quickest = {name: _seconds(name, data) for name, data in files.items()}
    yield "| File | Documents | Problems | Words kept, in order | Speed, plain text = 1 |"
    yield "|---|---|---|---|---|"
    for name, data in files.items():
        opened = _opened(name, data)
        kept = _kept(article, "\n".join(d.text for d in opened.documents))
        speed = quickest["a.txt"] / quickest[name]
        counts = f"{len(opened.documents)} | {len(opened.problems)}"
        yield f"| `{name}` | {counts} | {kept:.1%} | {speed:.3f} |"


def written(paragraphs: Sequence[str]) -> Mapping[str, bytes]:
    """Write the article into a file of each format."""
    text = "\n\n".join(paragraphs)
    inside = "".join(f"<p>{p}</p>" for p in paragraphs)
    page = f"<!doctype html><html><head><title>{paragraphs[0]}</title></head>"
    page += f"<body><nav>Home</nav><article>{inside}</article></body></html>"
    posts = [
        {"text": p, "author": "Nolle", "handle": "@nolle", "date": f"2031-03-{n + 1:02}"}
        for n, p in enumerate(paragraphs)
    ]
    return {
        "a.txt": text.encode(),
        "a.md": text.encode(),
        "a.html": page.encode(),
        "a.pdf": _pdf(paragraphs),
        "a.docx": _docx(paragraphs),
        "a.wiki": f"== {paragraphs[0]} ==\n\n{text}\n\n[[Category:News]]".encode(),
        "a.eml": _letter(text),
        "a.mbox": b"From desk Thu Mar 13 08:00:00 2031\n" + _letter(text) + b"\n",
        "a.json": json.dumps(posts).encode(),
        "a.warc": _warc(page),
        "a.wacz": _wacz(page),
        "a.csv": _rows(paragraphs),
        "a.xlsx": _workbook(paragraphs),
    }


def _opened(name: str, data: bytes) -> Opened:
    receipt = Receipt(original="0" * 64, name=name)
    return open_original(receipt, data, READERS, lambda _, task: task())


def _seconds(name: str, data: bytes) -> float:
    """Time the quickest of some readings."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        _opened(name, data)
        taken.append(time.perf_counter() - start)
    return min(taken)


def _kept(article: str, text: str) -> float:
    """Share of the article's words that stand in the text in the same order."""
    wanted = [w.key for w in words(article)]
    found = [w.key for w in words(text)]
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def _pdf(paragraphs: Sequence[str]) -> bytes:
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(out, invariant=1).build([Paragraph(p, style) for p in paragraphs])
    return out.getvalue()


def _docx(paragraphs: Sequence[str]) -> bytes:
    out = io.BytesIO()
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    file.save(out)
    return out.getvalue()


def _letter(text: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Wenna Karsk <karsk@example.org>"
    message["Subject"] = "The rockets"
    message["Date"] = "Thu, 13 Mar 2031 08:00:00 +0000"
    message.set_content(text)
    return message.as_bytes()


def _warc(page: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        f"WARC-Date: 2031-03-13T07:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _wacz(page: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/a.warc", _warc(page))
        package.writestr("datapackage.json", json.dumps({"resources": []}))
    return out.getvalue()


def _rows(paragraphs: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["Town", "Description"], *(["Kelderin", p] for p in paragraphs)])
    return out.getvalue().encode()


def _workbook(paragraphs: Sequence[str]) -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["Town", "Description"], *(["Kelderin", p] for p in paragraphs)):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


READERS = kit(find()).readers

if __name__ == "__main__":
    for line in carriers():
        print(line)
