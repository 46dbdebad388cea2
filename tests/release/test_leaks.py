"""The leak test finds what must stay inside wherever it hides, and nothing leaves then."""

import base64
import gzip
import io
import quopri
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

from solferino.errors import LeakError, UsageError
from solferino.release.folder import put, refuse_leaks, refuse_place
from solferino.release.leaks import Needle, leaks
from solferino.release.opening import LARGEST

NAME = Needle(text="Zerbina Quartel", kind="name of a person")
ARABIC = Needle(text="زربينة كوارتل", kind="name of a person")
PHONE = Needle(text="+99 021 555 0147", kind="phone", words=False)


def zipped(name: str, data: bytes, comment: bytes = b"", about: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.comment, archive.comment = about, comment
        archive.writestr(member, data)
    return out.getvalue()


def workbook(text: str, author: str = "nobody", remark: str = "") -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["B2"] = text
    book.properties.creator = author
    if remark:
        book.active["B2"].comment = Comment(remark, "nobody")
    book.save(out)
    return out.getvalue()


def jpeg(text: str) -> bytes:
    out, told = io.BytesIO(), Image.Exif()
    told[0x9C9B] = text.encode("utf-16-le")  # the title, as Windows writes it
    Image.new("RGB", (2, 2)).save(out, "JPEG", exif=told)
    return out.getvalue()


def pdf(text: str, *, title: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.setTitle(title or "nothing")
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def png(text: str, *, packed: bool) -> bytes:
    out, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Comment", text, zip=packed)
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def document(*runs: str) -> bytes:
    """Write a Word file whose words fall into several runs, as editing leaves them."""
    page, out = docx.Document(), io.BytesIO()
    written = page.add_paragraph()
    for run in runs:
        written.add_run(run).bold = len(run) > len(runs)
    page.save(out)
    return out.getvalue()


def pdf_stream(content: bytes) -> bytes:
    """Write a stream of a PDF in which the words are cut for kerning."""
    return b"%s\n9 0 obj <<>> stream\n%s\nendstream endobj" % (pdf("nothing")[:-1], content)


def lettered(text: str) -> bytes:
    """Write a PDF that places each letter by itself."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    for place, letter in enumerate(text):
        canvas.drawString(72 + 9 * place, 700, letter)
    canvas.save()
    return out.getvalue()


WORDS = NAME.text
PNG_HEAD = b"\x89PNG\r\n\x1a\n" + len(WORDS).to_bytes(4, "big") + b"prIv"
HIDDEN = {
    "utf-8": WORDS.encode(),
    "capitals": WORDS.upper().encode(),
    "utf-16 little": b"ab" + WORDS.encode("utf-16-le"),
    "utf-16 big, odd": b"a" + WORDS.encode("utf-16-be"),
    "json": rb'{"a": "\u005aerbina \u0051uartel"}',
    "html": b"<p>Zerbina&nbsp;&#81;uartel</p>",
    "across tags": b"<b>Zerbina</b> <i>Quartel</i>",
    "address": b"https://x.example/?q=Zerbina%20Quartel",
    "svg": b"<svg><title>Zerbina Quartel</title></svg>",
    "base64": b"data:," + base64.b64encode(b"x" + WORDS.encode() + b" and more words"),
    "base64 of utf-16": base64.b64encode(WORDS.encode("utf-16-le") * 2),
    "zip": zipped("a.txt", WORDS.encode()),
    "zip comment": zipped("a.txt", b"nothing", comment=WORDS.encode()),
    "comment of a member": zipped("a.txt", b"nothing", about=WORDS.encode()),
    "zip behind a picture": b"GIF89a" + zipped("a.txt", WORDS.encode()),
    "soft hyphens": "Zer\u00adbina Quar\u00adtel".encode(),
    "signs of no width": "Zer\u200bbina\u2060 Quartel\u200d".encode(),
    "isolates": "\u2068Zerbina\u2069 \u2067Quartel\u2069".encode(),
    "letters of full width": "Ｚｅｒｂｉｎａ Ｑｕａｒｔｅｌ".encode(),
    "name of a file": b'<img src="zerbina-quartel.png">',
    "underscore": b"zerbina_quartel",
    "utf-32": WORDS.encode("utf-32-le"),
    "utf-32 big, odd": b"ab" + WORDS.encode("utf-32-be"),
    "escaped twice": b"".join(b"&amp;#%d;" % ord(c) for c in WORDS),
    "address, escaped twice": b"".join(b"%%25%02X" % ord(c) for c in WORDS),
    "form": b"q=Zerbina+Quartel",
    "escapes of a program": b"".join(b"\\x%02x" % ord(c) for c in WORDS),
    "escapes of a style sheet": b"".join(b"\\%06X" % ord(c) for c in WORDS),
    "hexadecimal": WORDS.encode().hex().encode(),
    "quoted-printable": quopri.encodestring(WORDS.encode(), quotetabs=True),
    "svg in base64 in a page": b'<img src="data:image/svg+xml;base64,'
    + base64.b64encode(b"<svg><text>Zerbina Quartel</text></svg>")
    + b'">',
    "properties of a workbook": workbook("nothing", author=WORDS),
    "comment of a cell": workbook("nothing", remark=WORDS),
    "exif": jpeg(WORDS),
    "comment of a chunk": PNG_HEAD + WORDS.encode() + bytes(4),
    "zip in zip": zipped("b.zip", zipped("a.txt", WORDS.encode())),
    "name in zip": zipped("Zerbina Quartel.txt", b"nothing"),
    "gzip": gzip.compress(WORDS.encode()),
    "xlsx": workbook(WORDS),
    "pdf": pdf(f"said {WORDS} today"),
    "pdf title": pdf("nothing", title=WORDS),
    "png": png(WORDS, packed=False),
    "packed png": png(WORDS, packed=True),
    "run together": b"zerbinaquartel",
    "run together among others": b"https://x.example/thezerbinaquartelpage",
    "run together in capitals": b"#ZerbinaQuartel2031",
    "letters with points": b"Z.e.r.b.i.n.a Q.u.a.r.t.e.l",
    "spaced letters": b"Z e r b i n a   Q u a r t e l",
    "cut at the end of a line": b"Zerbina Quar-\ntel",
    "look-alike Cyrillic letters": "Zеrbinа Quаrtеl".encode(),
    "look-alike Greek letters": "Ζerbinα Quαrτel".encode(),
    "a digit for a letter": b"Zerb1na Quarte1",
    "look-alike and run together": "zеrbinаquаrtel".encode(),
    "markup inside of words": b"<b>Zer</b>bina Qu<i>art</i>el",
    "a letter of each element": b"".join(
        b"<tspan x='%d'>%c</tspan>" % (n, c) for n, c in enumerate(WORDS.encode())
    ),
    "runs of a document": document("Zer", "bina Qua", "rtel"),
    "kerned in a pdf": pdf_stream(b"BT [(Zer) -20 (bina) 15 ( Qu) -3 (artel)] TJ ET"),
    "placed letter by letter in a pdf": lettered(WORDS),
    "picture in page": b'<img src="data:image/png;base64,'
    + base64.b64encode(png(WORDS, packed=True))
    + b'">',
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_a_name_is_found_wherever_it_hides(hidden: bytes) -> None:
    (leak,) = leaks({"file": hidden}, [NAME])
    assert leak.needle == NAME
    assert not leaks({"file": hidden}, [Needle(text="Zerbina Marrow", kind="name of a person")])


NOT_HERE = [
    "Joann Marsh",
    "a joann marshal",
    "annual marsh",
    "Ann said. Marsh said",
    "Ann, a marsh",
]


@pytest.mark.parametrize("text", NOT_HERE)
def test_letters_that_belong_to_other_words_are_no_name_in_disguise(text: str) -> None:
    assert not leaks({"f": text.encode()}, [Needle(text="Ann Marsh", kind="name of a person")])


@pytest.mark.parametrize(
    "written", ["Zerbina Quartel Hospital", "zerbina-quartel-hospital", "zerbinaquartelhospital"]
)
def test_a_name_that_may_stand_excuses_itself_also_run_together(written: str) -> None:
    page = {"f": f"at {written} today".encode()}
    assert not leaks(page, [NAME], ["Zerbina Quartel Hospital"])
    page = {"f": f"at {written} today said zеrbinaquartel".encode()}
    assert leaks(page, [NAME], ["Zerbina Quartel Hospital"])


@given(st.text("abcdefghijklmnopqrstuvwxyz .,-0123456789", max_size=60), st.integers(0, 60))
def test_a_name_is_found_in_disguise_wherever_it_is_put(around: str, at: int) -> None:
    page = f"{around[:at]} Z·e·r·b·i·n·a·Q·u·a·r·t·e·l {around[at:]}"
    assert leaks({"f": page.encode()}, [NAME])


def test_names_of_files_are_searched_as_well() -> None:
    assert leaks({"Zerbina Quartel.html": b""}, [NAME])


@pytest.mark.parametrize(
    "text", ["قالت زربينة كوارتل", "وزربينة كوارتل", "زربينه كوارتل", "لزربينة كوارتل"]
)
def test_arabic_forms_and_clitics_are_found(text: str) -> None:
    assert leaks({"file": text.encode()}, [ARABIC])
    assert leaks({"file": text.encode("utf-16-le")}, [ARABIC])


def test_a_phone_number_is_found_between_other_characters() -> None:
    assert leaks({"file": b"tel:+99 021 555 0147x"}, [PHONE])
    for written in ("+990215550147", "(+99) 021-555-0147", "+99.021.555.0147", "+٩٩ ٠٢١ ٥٥٥ ٠١٤٧"):
        assert leaks({"file": written.encode()}, [PHONE]), written
    assert not leaks({"file": b"+99 021 555 0148"}, [PHONE])


def test_the_handle_of_somebody_who_may_be_named_is_not_looked_for_in_the_name() -> None:
    handle = Needle(text="zerbina_quartel", kind="handle")
    assert not leaks({"file": b"Zerbina Quartel said so."}, [handle])
    assert leaks({"file": b"by @Zerbina_Quartel"}, [handle])


def test_an_address_that_is_printed_is_no_leak_beside_signs_of_mail() -> None:
    mail = Needle(text="desk@example.org", kind="email", words=False)
    page = {"file": b"<a href='?a=AB'>Objections to desk@example.org</a>"}
    assert leaks(page, [mail])
    assert not leaks(page, [mail], printed="desk@example.org")


def test_a_name_inside_one_that_may_stand_is_no_leak() -> None:
    file = {"file": b"The Zerbina Quartel Hospital was hit."}
    assert leaks(file, [NAME])
    assert not leaks(file, [NAME], ["Zerbina Quartel Hospital"])


def test_an_allowed_name_excuses_no_word_that_it_is_merely_written_inside_of() -> None:
    mail = Needle(text="younis@mail.example", kind="email", words=False)
    name = Needle(text="Younis", kind="name of a person")
    found = leaks({"f": b"younis@mail.example Younis"}, [mail, name], ["UN"])
    assert {leak.needle for leak in found} == {mail, name}
    marsh = Needle(text="Marsh", kind="name of a person")
    assert leaks({"f": b"said Joann Marsh"}, [marsh], ["Ann Marsh"])
    handle = Needle(text="relief_post", kind="handle")
    assert leaks({"f": b"by relief_post"}, [handle], ["relief_post"])


def sealed(data: bytes) -> bytes:
    """Say of the one member of an archive that it needs a password."""
    local, central = data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8
    return bytes(b | 1 if at in (local, central) else b for at, b in enumerate(data))


def damaged(data: bytes) -> bytes:
    """Change the first byte of the one member of an archive, whose name is one letter."""
    return data[:31] + bytes([data[31] ^ 255]) + data[32:]


def swollen(data: bytes) -> bytes:
    """Say of the one member of an archive that it is larger than anything that is opened."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + (LARGEST + 1).to_bytes(4, "little") + data[at + 4 :]


def nested(deep: int) -> bytes:
    data = WORDS.encode()
    for _ in range(deep):
        data = zipped("a.zip", data)
    return data


def stored(data: bytes) -> bytes:
    """Put bytes into a stream of a PDF that says that they are packed."""
    whole = pdf("nothing")
    return (
        whole[:-1] + b"\n9 0 obj <</Filter /FlateDecode>> stream\n" + data + b"\nendstream endobj"
    )


SHUT = {
    "no archive": b"PK\x03\x04 no archive",
    "half an archive": zipped("a", b"b")[:20],
    "archive with a password": sealed(zipped("a", b"b")),
    "member too large": swollen(zipped("a", b"b")),
    "too deep": nested(8),
    "damaged member": damaged(zipped("a", b"b" * 99)),
    "shut inside": zipped("a.docx", b"PK\x03\x04 no archive"),
    "half a gzip": gzip.compress(b"b" * 99)[:-12],
    "7z": b"7z\xbc\xaf\x27\x1c and more",
    "older office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
    "no pdf": b"%PDF-1.7 nothing",
    "pdf with an unknown filter": pdf("a").replace(b"/FlateDecode", b"/LZWDecode  "),
    "pdf with a broken stream": stored(b"nothing that was ever packed"),
    "picture with broken chunk": png(WORDS, packed=True).replace(b"\0\0x\x9c", b"\0\0zz"),
    "shut in Base64": b'src="' + base64.b64encode(b"PK\x03\x04 no archive at all") + b'"',
}


@pytest.mark.parametrize("data", SHUT.values(), ids=SHUT)
def test_what_cannot_be_opened_does_not_leave(data: bytes) -> None:
    with pytest.raises(LeakError) as caught:
        refuse_leaks({"exhibit": data}, [NAME], [])
    assert "exhibit" in caught.value.message
    assert caught.value.remedy


def test_where_anything_is_found_the_message_says_what_and_where() -> None:
    with pytest.raises(LeakError) as caught:
        refuse_leaks({"case.xlsx": HIDDEN["xlsx"]}, [NAME], [])
    assert "Zerbina Quartel" in caught.value.message
    assert "case.xlsx" in caught.value.message
    assert caught.value.remedy


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    put({"a.txt": b"a", "b/c.txt": b"c"}, tmp_path / "out")
    assert (tmp_path / "out" / "b" / "c.txt").read_bytes() == b"c"
    with pytest.raises(UsageError):
        refuse_place(tmp_path / "out")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError):
        put({"a.txt": b"a"}, tmp_path / "file" / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "out"]
