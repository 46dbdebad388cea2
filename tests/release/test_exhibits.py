"""Pictures leave drawn anew, by a decision only; of a page nothing shows but published words."""

import base64
import io
from collections.abc import Iterable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, reviewed

from solferino.errors import UsageError
from solferino.model import Clearance, Clearances, Description, FacilityValue, Page, Receipt
from solferino.ports import Picture
from solferino.publish.facsimile import COVER, page_image
from solferino.release.exhibits import (
    Exhibit,
    Files,
    exhibits,
    leaving_words,
    redrawn,
)
from solferino.release.issue import Issue, Setting, issue
from solferino.release.key import Key
from solferino.release.opening import PNG, layers
from solferino.release.profile import profiles
from solferino.release.published import publish

AT = "2031-05-08T09:00:00Z"
HIDDEN = "Zerbina Quartel, 12.34567, 45.67891"
RIGHTS = "may be shown with the watermark kept"


def photo(form: str) -> bytes:
    """Make a picture with a name in all that a camera and a program write beside the pixels."""
    made, out = Image.new("RGB", (40, 20), (200, 30, 30)), io.BytesIO()
    made.putpixel((0, 0), (0, 0, 255))
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = HIDDEN
    exif[0x0112] = 6  # lies on its side
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", HIDDEN, zip=True)
    if form == "PNG":
        made.save(out, form, exif=exif, pnginfo=told)
    else:
        made.save(out, form, exif=exif, comment=HIDDEN.encode(), quality=95)
    return out.getvalue()


def pdf(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor(HIDDEN)
    for n, line in enumerate(lines):
        canvas.drawString(72, 760 - 30 * n, line)
    canvas.save()
    return out.getvalue()


def received(data: bytes, name: str, rights: str | None = RIGHTS) -> tuple[Files, Receipt]:
    receipt = Receipt(original="ab" * 32, name=name, told=Description(rights=rights))
    return Files(receipts=(receipt,), read=lambda _: data), receipt


def let_out(receipt: Receipt) -> Clearances:
    return Clearances(
        [Clearance(of="exhibit", about=receipt.id, called=receipt.original, by="coder-1")]
    )


def issued(picture: Picture, files: Files, decided: Clearances, name: str = "public") -> Issue:
    setting = Setting(at=AT, practice=False, exporters=(), by="coder-1", files=files)
    return issue(picture, profiles()[name], (decided, ()), SECRET, setting)


def shown(made: Issue) -> list[bytes]:
    return [data for name, data in made.files.items() if name.startswith("exhibits/")]


@pytest.fixture(scope="module")
def accepted() -> Picture:
    return reviewed(make_picture(), lambda _: True)


def chunks(data: bytes) -> set[bytes]:
    assert data.startswith(PNG)
    kinds, at = set(), len(PNG)
    while at < len(data):
        kinds.add(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return kinds


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_upright_with_nothing_beside_its_pixels(form: str) -> None:
    data = photo(form)
    assert any(HIDDEN.encode() in inner for _, inner in layers(data))
    drawn = redrawn(data)
    assert chunks(drawn) == {b"IHDR", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(drawn)) as seen:
        assert (seen.size, seen.info) == ((20, 40), {})
    assert redrawn(data) == drawn


def test_what_is_no_picture_is_refused_with_a_remedy() -> None:
    with pytest.raises(UsageError) as caught:
        redrawn(b"GIF89a no more")
    assert caught.value.remedy


def test_an_exhibit_leaves_by_a_decision_only_with_its_condition_beside_it(
    accepted: Picture,
) -> None:
    files, receipt = received(photo("JPEG"), "clip-of-lena.jpg")
    assert not shown(issued(accepted, files, Clearances(())))
    made = issued(accepted, files, let_out(receipt))
    (picture,) = shown(made)
    page = made.files["release.html"].decode()
    assert base64.b64encode(picture).decode() in page
    assert page.index("data:image/png") < page.index(f"Condition of use: <bdi>{RIGHTS}")
    assert RIGHTS in made.files["release.ar.html"].decode()
    for data in made.files.values():
        assert receipt.original.encode() not in data
        assert b"lena" not in data
    assert not shown(issued(accepted, files, let_out(receipt), "ssa-public"))


def test_a_condition_that_is_not_known_is_said_to_be_unknown(accepted: Picture) -> None:
    files, receipt = received(photo("PNG"), "a.png", rights=None)
    page = issued(accepted, files, let_out(receipt)).files["release.html"].decode()
    assert "none is known: ask before you use it" in page


def test_a_picture_of_which_the_permission_was_withdrawn_does_not_leave(accepted: Picture) -> None:
    files, receipt = received(photo("PNG"), "clip-of-lena.png")
    shown_ = Clearance(of="exhibit", about=receipt.id, called=receipt.original, by="coder-1")
    both = Clearances([shown_, replace(shown_, of="withdrawal")])
    assert let_out(receipt).exhibit(receipt)
    assert not both.exhibit(receipt)
    made = issued(accepted, files, both)
    assert not shown(made)
    page = made.files["release.html"].decode()
    assert "1 file: whoever gave the file withdrew the permission" in page
    assert "lena" not in page


def colours(data: bytes) -> set[object]:
    with Image.open(io.BytesIO(data)) as seen:
        return {colour for _, colour in seen.getcolors(1 << 20) or ()}


def region(data: bytes, line: int) -> bytes:
    """Cut out the strip of a drawn page in which a line of `pdf` stands."""
    with Image.open(io.BytesIO(data)) as seen:
        scale = seen.height / 842
        at = (842 - 760 + 30 * line) * scale
        out = io.BytesIO()
        seen.crop((0, int(at - 14 * scale), seen.width, int(at + 6 * scale))).save(out, "PNG")
        return out.getvalue()


def drawn_page(lines: Iterable[str], pieces: Iterable[str]) -> bytes | None:
    document = pypdfium2.PdfDocument(pdf(*lines))
    return page_image(document, 1, tuple(pieces))


def test_of_a_page_nothing_shows_but_the_words_that_leave() -> None:
    lines = ("Lena Tarn of Ward 4 said so.", "Shells hit Saint Orla Clinic.", "Call 555 0147.")
    data = drawn_page(lines, ["shells hit Saint  Orla Clinic"])
    assert data is not None
    assert chunks(data) == {b"IHDR", b"IDAT", b"IEND"}
    assert colours(region(data, 0)) == colours(region(data, 2)) == {COVER}
    assert len(colours(region(data, 1))) > 2
    assert drawn_page(lines, ["nothing of this page"]) is None


def test_words_are_shown_where_they_stand_and_not_where_the_same_words_stand_before() -> None:
    lines = ("Saint Orla Clinic", "Shells hit Saint Orla Clinic.")
    data = drawn_page(lines, ["Shells hit", "Saint Orla Clinic"])
    assert data is not None
    assert colours(region(data, 0)) == {COVER}


def test_the_text_of_a_page_is_cut_at_the_marks_of_what_stays_inside() -> None:
    text = "[…] Shells hit [Person KZSW] and [phone [withheld]] the clinic. [open"
    assert leaving_words(text) == (" Shells hit ", " and ", " the clinic. ")


def paged(picture: Picture, lines: tuple[str, ...]) -> tuple[Picture, Files, Receipt]:
    """Let the first document be a PDF of these lines, with one claim on it."""
    data = pdf(*lines)
    files, receipt = received(data, "lena.pdf")
    text = "\n".join(lines)
    old = picture.documents[0]
    document = replace(
        old,
        receipt=receipt.id,
        original=receipt.original,
        text=text,
        parts=(),
        pages=(Page(number=1, start=0, end=len(text), lines=(0,)),),
    )
    at = text.index("Saint Orla Clinic")
    claim = next(
        c
        for c in picture.claims
        if c.span.document == old.id and isinstance(c.value, FacilityValue)
    )
    said = next(s for s in picture.statements if s.id == claim.statement)
    said = replace(said, span=document.span(at, at + 17), voice=(), cue=None)
    claim = replace(claim, span=document.span(at, at + 17), statement=said.id)
    account = replace(
        next(a for a in picture.accounts if a.document == old.id),
        facility=claim.id,
        place=None,
        time=None,
        claims=(claim.id,),
    )
    made = replace(
        make_picture(),
        documents=(document,),
        statements=(said,),
        claims=(claim,),
        mentions=(),
        accounts=(account,),
        entities=(),
        copies=(),
        origins=(),
        incidents=(replace(picture.incidents[0], accounts=(account.id,), facility=None),),
        gradings=(),
        questions=(),
        assessments=(),
    )
    return made, files, receipt


def test_a_page_of_a_pdf_that_was_let_out_shows_its_published_sentence(accepted: Picture) -> None:
    lines = ("Lena Tarn of Ward 4 said so.", "Shells hit Saint Orla Clinic.", "Call 555 0147 now.")
    picture, files, receipt = paged(accepted, lines)
    assert not shown(issued(picture, files, Clearances(())))
    made = issued(picture, files, let_out(receipt))
    (data,) = shown(made)
    assert colours(region(data, 0)) == colours(region(data, 2)) == {COVER}
    assert len(colours(region(data, 1))) > 2
    assert "page 1" in made.files["release.html"].decode()
    unreviewed = replace(
        picture, claims=tuple(replace(c, review="proposed") for c in picture.claims)
    )
    assert not shown(issued(unreviewed, files, let_out(receipt)))


def test_of_a_file_that_nobody_has_nothing_is_shown(accepted: Picture) -> None:
    _, receipt = received(photo("PNG"), "a.png")
    profile = profiles()["public"]
    found = publish(accepted, profile, Clearances(()), SECRET)
    none: tuple[Exhibit, ...] = ()
    assert exhibits(Files(receipts=(receipt,)), found, let_out(receipt), Key(SECRET)) == none
