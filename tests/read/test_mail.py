"""E-mail: who wrote what to whom and when; what is quoted is not the writer's; nothing crashes."""

from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.messages import BODY, READERS, members, message, parts, read, told

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Sample
from solferino.read.auction import winner
from solferino.read.mail import MailboxReader, MailReader
from solferino.read.mailtext import body_blocks, flowed


def test_a_message_is_its_subject_its_headers_and_its_body() -> None:
    reading = read(message().as_bytes())
    assert reading.text == (
        "The clinic in Tesk\n\n"
        "From: Neva Ostrell <n.ostrell@example.org>\n"
        "To: Sefa Dorrin <desk@example.org>, archive@example.org\n"
        "Cc: Tam Orrel <tam@example.org>\n"
        "Date: Mon, 07 Apr 2031 23:42:00 -0800\n\n" + BODY.strip()
    )
    assert [kind for kind, _ in parts(reading)] == ["headline", "boilerplate"]


def test_author_title_and_the_day_at_the_sender_s_place_are_told() -> None:
    made = message()
    made["Content-Language"] = "en-GB"
    assert read(made.as_bytes()).told == Description(
        title="The clinic in Tesk", author="Neva Ostrell", published="2031-04-07", language="en"
    )


@pytest.mark.parametrize(
    ("header", "author"),
    [
        ("From: nobody@example.org", "nobody@example.org"),
        ('From: "Ostrell, Neva" <n@example.org>', "Ostrell, Neva"),
        ("From: =?utf-8?b?2YbZiNmE?= <n@example.org>", "نول"),
        ("From: =?iso-8859-1?q?N=E8va?= <n@example.org>", "Nèva"),
        ("From: نول <n@example.org>", "نول"),
        ("X-Nothing: here", None),
        ("From: (((((((((((((((((", None),
    ],
)
def test_the_author_is_whom_the_header_names(header: str, author: str | None) -> None:
    data = f"{header}\nMessage-ID: <1@x>\nSubject: s\n\nbody".encode()
    assert read(data).told.author == author


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Tue, 18 Mar 2031 09:00:00 +0000", "2031-03-18"),
        ("18 Mar 2031 23:59 -1200", "2031-03-18"),
        ("yesterday", None),
        ("Tue, 99 Mar 2031 09:00:00 +0000", None),
        ("Tue, 18 Mar 99999 09:00:00 +0000", None),
        ("", None),
    ],
)
def test_the_day_is_told_only_where_the_header_is_sound(date: str, day: str | None) -> None:
    data = f"From: a@example.org\nMessage-ID: <1@x>\nDate: {date}\n\nbody".encode()
    assert read(data).told.published == day


def test_subjects_are_decoded_whatever_their_encoding() -> None:
    made = message(subject="قصف المستشفى في تسك، والعيادة كذلك، والمدرسة التي بجانبها")
    assert b"=?utf-8?" in made.as_bytes()
    assert read(made.as_bytes()).told.title == made["Subject"]
    for word in ("=?x-unknown?q?abc?=", "=?utf-8?b?!!!?=", "=?", "=?utf-8?q?" + "=" * 3000):
        assert told(f"Subject: {word}\nMessage-ID: <1@x>\n\nbody".encode())


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("utf-8", "قصف مستشفى الأطفال في المدينة ليلة أمس"),
        ("windows-1256", "قصف مستشفى الأطفال في المدينة ليلة أمس"),
        ("koi8-r", "Ночью обстреляли больницу в посёлке Теск"),
        ("iso-2022-jp", "昨夜病院が攻撃された"),
    ],
)
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_bodies_are_decoded_by_their_charset(charset: str, words: str, encoding: str) -> None:
    made = message()
    made.set_content(words, charset=charset, cte=encoding)
    assert read(made.as_bytes()).text.endswith(words)


def test_of_alternatives_the_plain_one_is_read_and_an_empty_one_is_none() -> None:
    made = message()
    made.add_alternative("<p>Another <b>text</b></p>", subtype="html")
    assert "Another" not in read(made.as_bytes()).text
    made = message(" \n")
    made.add_alternative(
        "<html><style>p{}</style><p>Two shells <b>hit</b> it.</p><blockquote>We left.</blockquote>"
        "<script>x()</script></html>",
        subtype="html",
    )
    reading = read(made.as_bytes())
    assert reading.text.endswith("Two shells hit it.\n\nWe left.")
    assert parts(reading)[-1] == ("quote", "We left.")


REPLY = """No, it was the army.

On Mon, 7 Apr 2031 at 09:12, Sefa Dorrin <s@example.org> wrote:
> Was it the Front
> that shelled the clinic?
>
> On 6 April 2031, Tam Orrel wrote:
> > The clinic is burning.

That is all I know.
--\x20
Neva Ostrell
Clinic of Tesk
"""


def test_what_is_quoted_is_a_part_with_its_author_and_day_and_marks_are_taken_off() -> None:
    reading = read(message(REPLY).as_bytes())
    found = [(p.author, p.date) for p in reading.parts if p.kind == "quote"]
    assert found == [("Sefa Dorrin", "2031-04-07"), ("Tam Orrel", "2031-04-06")]
    assert parts(reading)[2:] == [
        (
            "quote",
            REPLY.split("\n")[2] + "\nWas it the Front\nthat shelled the clinic?",
        ),
        ("quote", "On 6 April 2031, Tam Orrel wrote:\nThe clinic is burning."),
        ("boilerplate", "-- \nNeva Ostrell\nClinic of Tesk"),
    ]
    assert "\n\nThat is all I know.\n\n" in reading.text


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Am 07.04.2031 um 09:12 schrieb Sefa Dorrin:", "Sefa Dorrin"),
        ("Le lun. 7 avr. 2031 à 09:12, Sefa Dorrin <s@example.org> a écrit :", "Sefa Dorrin"),
        ("Sefa Dorrin wrote:", "Sefa Dorrin"),
        ("On Mon, 7 Apr 2031 at 09:12, Sefa Dorrin\n<s@example.org> wrote:", "Sefa Dorrin"),
        ("On 7 April 2031, <s@example.org> wrote:", None),
    ],
)
def test_lines_of_attribution_are_known_in_several_languages(line: str, author: str | None) -> None:
    reading = read(message(f"No.\n\n{line}\n> Was it the Front?\n").as_bytes())
    (quote,) = [p for p in reading.parts if p.kind == "quote"]
    assert quote.author == author
    assert reading.text[quote.start :] == f"{line}\nWas it the Front?"


@pytest.mark.parametrize(
    "rule",
    ["-----Original Message-----", "---------- Forwarded message ---------", "_" * 32],
)
def test_a_message_forwarded_inside_is_a_quotation_to_the_end(rule: str) -> None:
    body = (
        f"See below.\n\n{rule}\nFrom: Tam Orrel <t@example.org>\nSent: Sunday, 6 April 2031 21:00\n"
        "To: Neva\nSubject: x\n\nThe clinic is burning.\n\nCome.\n"
    )
    reading = read(message(body).as_bytes())
    (quote,) = [p for p in reading.parts if p.kind == "quote"]
    assert (quote.author, quote.date) == ("Tam Orrel", "2031-04-06")
    assert reading.text[quote.start : quote.end].startswith(rule)
    assert reading.text[quote.start : quote.end].endswith("Come.")


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my phone",
        "This e-mail and any attachments are confidential. If it is not yours,\ndelete it.",
    ],
)
def test_devices_and_disclaimers_are_boilerplate(line: str) -> None:
    reading = read(message(f"Two shells hit it.\n\n{line}\n").as_bytes())
    assert parts(reading)[-1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "body",
    ["He wrote:\n\nWe left.", "-- a dash\nand more", "x\n\nFrom: here on we walked.\nTo: no"],
)
def test_a_writer_s_own_words_stay_so(body: str) -> None:
    assert [b.kind for b in body_blocks(body)] == [None]


def test_flowed_text_is_joined_where_its_lines_are_soft() -> None:
    assert flowed("Two shells \nhit it.\n> said \n> she\n-- \nNeva", spaces_added=False) == (
        "Two shells hit it.\n> said she\n-- \nNeva"
    )
    assert flowed("sep \narate", spaces_added=True) == "separate"


def with_attachments() -> EmailMessage:
    made = message()
    made.add_attachment("Ward,Beds\nBurns,24\n", subtype="csv", filename="../beds.csv")
    made.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="تقرير.pdf")
    made.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="roof.jpg")
    made.add_attachment("again", filename="beds.csv", subtype="csv")
    made.add_attachment(message("Inner words.", "Inner"))
    return made


def test_attachments_are_named_in_the_text_with_kind_and_size() -> None:
    lines = read(with_attachments().as_bytes()).text.split("\n\n")[-5:]
    assert lines[:4] == [
        "[attachment: beds.csv, text/csv, 19 bytes]",
        "[attachment: تقرير.pdf, application/pdf, 10 bytes]",
        "[attachment: roof.jpg, image/jpeg, 3 bytes]",
        "[attachment: beds (2).csv, text/csv, 6 bytes]",
    ]
    assert lines[4].startswith("[attachment: Inner.eml, message/rfc822, ")


def test_attachments_that_may_be_read_are_members_under_names_of_their_own() -> None:
    found = members(with_attachments().as_bytes())
    assert [m.name for m in found] == ["beds.csv", "تقرير.pdf", "beds (2).csv", "Inner.eml"]
    assert found[0].data.replace(b"\r", b"") == b"Ward,Beds\nBurns,24\n"
    assert found[1].data == b"%PDF-1.4 x"
    assert read(found[3].data).told.title == "Inner"


def test_a_message_that_is_only_an_attachment_still_reads() -> None:
    made = MIMEMultipart()
    made["From"] = "a@example.org"
    made["Message-ID"] = "<1@x>"
    made.attach(MIMEMessage(message("Inner words.", "")))
    assert "[attachment: message.eml, message/rfc822," in read(made.as_bytes()).text


def test_an_encrypted_message_is_refused_with_a_remedy() -> None:
    made = MIMEMultipart("encrypted")
    made["From"] = "a@example.org"
    made["Message-ID"] = "<1@x>"
    made.attach(MIMEText("x", "pgp-encrypted"))
    with pytest.raises(UnreadableError, match="encrypted") as error:
        read(made.as_bytes())
    assert error.value.remedy


def test_a_text_that_cannot_be_decoded_is_shown_beside_the_others_and_refused_alone() -> None:
    noise = MIMEText("x")
    noise.replace_header("Content-Transfer-Encoding", "8bit")
    noise.set_payload("\x00\x01" * 40)
    made = MIMEMultipart()
    made["Message-ID"] = "<1@x>"
    made["From"] = "a@example.org"
    made.attach(noise)
    with pytest.raises(UnreadableError) as error:
        read(made.as_bytes())
    assert error.value.remedy
    made.attach(MIMEText("Two shells hit it."))
    reading = read(made.as_bytes())
    assert reading.text.endswith("[text that cannot be decoded]\n\nTwo shells hit it.")
    assert len(reading.problems) == 1


@pytest.mark.parametrize(
    ("name", "data", "by"),
    [
        ("a.eml", message().as_bytes(), "mail"),
        ("a.txt", message().as_bytes(), "mail"),
        ("a", message().as_bytes().replace(b"\n", b"\r\n"), "mail"),
        ("a.eml", b"Just words without any header.", "mail"),
        ("a.txt", b"From: the front\nTo: the town\nSubject: war\n\nA memo.", "plain"),
        ("a.txt", b"From Tesk we walked for an hour.\n\nFrom Orrin too.", "plain"),
        ("a.mbox", b"no postmark", "plain"),
    ],
)
def test_messages_are_known_by_their_headers(name: str, data: bytes, by: str) -> None:
    assert winner(Sample(name=name, data=data), READERS).name == by


def nested(depth: int) -> bytes:
    data = b"Content-Type: text/plain\n\ndeep\n"
    for number in range(depth):
        mark = b"b%d" % number
        head = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\n\n--' + mark + b"\n"
        data = head + data + b"\n--" + mark + b"--\n"
    return b"Message-ID: <1@x>\nFrom: a@example.org\n" + data


@pytest.mark.parametrize(
    "data",
    [
        nested(10), nested(30), nested(400),
        b"Message-ID: <1@x>\nFrom: " + b"(" * 7000 + b"\n\nx",
        b"Message-ID: <1@x>\nTo: " + b"a@b, " * 50_000 + b"\n\nx",
        b"Content-Type: multipart/mixed\n\nno boundary",
        b'Content-Type: multipart/mixed; boundary="a"\n\n--a\n\ncut',
        b"Content-Type: text/plain; charset=\xff\xfe\n\nx",
        b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: ;;;===\nContent-Disposition: \xff; filename*=x'y\n\nx",
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nAAAA",
        b"Content-Transfer-Encoding: x-uuencode\n\nbegin 666 a\n#zzz",
        message().as_bytes()[:150],
        b"\n\n", b":", b"From", b"From \n", b"Subject:\n\n",
    ],
)  # fmt: skip
def test_broken_messages_are_read_or_refused_with_a_remedy(data: bytes) -> None:
    assert told(data)
    members(data)


BOUNDED = st.binary(max_size=300)
HEADERS = st.sampled_from(
    ["From", "To", "Date", "Subject", "Content-Type", "Content-Transfer-Encoding",
     "Content-Disposition", "MIME-Version", "Content-Language"]
)  # fmt: skip
VALUES = st.sampled_from(
    ['multipart/mixed; boundary="b"', "multipart/alternative; boundary=b", "text/html", "base64",
     "message/rfc822", "attachment; filename=a.txt", "text/plain; format=flowed", "=?utf-8?q?=ff?=",
     "quoted-printable", "text/plain; charset=utf-7", "application/pdf; name==?", "<", '"', "a@b"]
) | st.text(max_size=20)  # fmt: skip
PIECES = st.sampled_from(
    ["--b\n", "--b--\n", "\n", "> x\n", "-- \n", "On 1, a wrote:\n", "From a 1:11\n"]
)


@given(
    st.lists(st.tuples(HEADERS, VALUES), max_size=5),
    st.lists(PIECES | st.text(max_size=30), max_size=12),
)
def test_any_headers_and_bodies_give_a_reading_or_an_error_of_ours(
    headers: list[tuple[str, str]], body: list[str]
) -> None:
    top = "".join(f"{name}: {words}\n" for name, words in headers)
    data = f"{top}\n{''.join(body)}".encode()
    reading = told(data)
    assert reading
    if isinstance(reading, Reading):
        places = [(p.start, p.end) for p in reading.parts]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(reading.text) for start, end in places)
    members(data)


@given(BOUNDED, st.sampled_from([b"", b"From a Mon 10:00:00\n", b"Message-ID: <1@x>\nFrom: a\n\n"]))
def test_any_bytes_give_a_reading_members_or_an_error_of_ours(data: bytes, top: bytes) -> None:
    sample = Sample(name="a.eml", data=top + data)
    assert MailReader().bid(sample) in (0, 60, 85)
    assert told(sample.data)
    members(sample.data)
    members(sample.data, MailboxReader())
