"""Web archives: their pages by address, whatever the codings, and what is wrong with them."""

import contextlib
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from solferino.codec import encode
from solferino.errors import UnreadableError
from solferino.model import Problem
from solferino.ports import Member, Sample
from solferino.read import warcrecords
from solferino.read.html import HtmlReader
from solferino.read.webarchive import WaczReader, WarcReader

FIRST = "https://ember.example/clinic"
SECOND = "https://ember.example/ministry"
STORY = (
    b"<!DOCTYPE html><html><head><title>Clinic hit</title></head><body><p>Two shells hit the "
    b"clinic in Ossavar on Tuesday night, its director said.</p></body></html>"
)
DENIAL = STORY.replace(b"Two shells hit", b"The ministry denied that its shells hit")
HTML = {"Content-Type": "text/html; charset=utf-8"}
PrintPdf = Callable[..., bytes]


class Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """One that keeps its buffers in memory: warcio leaves its temporary files open."""

    _create_temp_file = staticmethod(io.BytesIO)


class Crawl:
    """A web archive being written."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = Writer(self.out, gzip=packed)

    def add(
        self,
        url: str,
        body: bytes,
        fields: Mapping[str, str] = HTML,
        status: str = "200 OK",
        kind: str = "response",
        **warc: str,
    ) -> "Crawl":
        head = StatusAndHeaders(status, list(fields.items()), protocol="HTTP/1.1")
        headers = {"WARC-Date": "2031-03-19T08:00:00Z"}
        headers |= {name.replace("_", "-"): text for name, text in warc.items()}
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=head if kind != "resource" else None,
            warc_content_type=fields["Content-Type"] if kind == "resource" else "",
            warc_headers_dict=headers,
        )
        self.writer.write_record(record)
        return self

    def again(self, url: str, digest: str, of: str) -> "Crawl":
        head = StatusAndHeaders("200 OK", list(HTML.items()), protocol="HTTP/1.1")
        record = self.writer.create_revisit_record(
            url, digest, of, "2031-03-19T08:00:00Z", http_headers=head
        )
        self.writer.write_record(record)
        return self

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def opened(data: bytes, name: str = "a.warc.gz") -> tuple[list[Member], list[Problem]]:
    reader = WaczReader() if name.endswith(".wacz") else WarcReader()
    found = list(reader.members(Sample(name=name, data=data)))
    members = [f for f in found if isinstance(f, Member)]
    return members, [f for f in found if isinstance(f, Problem)]


def pages(data: bytes, name: str = "a.warc.gz") -> list[tuple[str, bytes]]:
    members, problems = opened(data, name)
    assert problems == []
    return [(m.name, m.data) for m in members]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_out_by_their_addresses(*, packed: bool) -> None:
    crawl = Crawl(packed=packed).add(FIRST, STORY).add(SECOND, DENIAL)
    members, problems = opened(crawl.data)
    assert problems == []
    assert [(m.name, m.data, m.media_type) for m in members] == [
        (FIRST, STORY, "text/html"),
        (SECOND, DENIAL, "text/html"),
    ]
    assert [m.told.url for m in members] == [FIRST, SECOND]
    assert members[0].captured == "2031-03-19T08:00:00Z"
    assert members[0].told.published is None  # the day of capture is not that of publication


def test_an_archive_packed_as_one_piece_is_read_too() -> None:
    data = gzip.compress(Crawl(packed=False).add(FIRST, STORY).add(SECOND, DENIAL).data)
    assert [url for url, _ in pages(data)] == [FIRST, SECOND]


def test_only_pages_that_were_found_and_can_be_read_are_taken(print_pdf: PrintPdf) -> None:
    pdf = print_pdf(["Two shells."])
    crawl = Crawl()
    crawl.add(FIRST, STORY, status="404 Not Found").add(SECOND, b"", status="301 Moved")
    crawl.add(FIRST, b"\x89PNG", {"Content-Type": "image/png"})
    crawl.add("https://ember.example/robots.txt", b"Allow: /", {"Content-Type": "text/plain"})
    crawl.add(
        "dns:ember.example", b"ember.example 1", {"Content-Type": "text/dns"}, kind="resource"
    )
    crawl.add("https://ember.example/a.pdf", pdf, {"Content-Type": "application/pdf"})
    crawl.add("https://ember.example/n", b"Two.", {"Content-Type": "text/plain"}, kind="resource")
    assert pages(crawl.data) == [
        ("https://ember.example/a.pdf", pdf),
        ("https://ember.example/n", b"Two."),
    ]


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"Transfer-Encoding": "chunked"}, chunked(STORY)),
        ({"Content-Encoding": "gzip"}, gzip.compress(STORY)),
        ({"Content-Encoding": "x-gzip"}, gzip.compress(STORY)),
        ({"Content-Encoding": "deflate"}, zlib.compress(STORY)),
        ({"Content-Encoding": "deflate"}, zlib.compress(STORY)[2:-4]),
        (
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
            chunked(gzip.compress(STORY)),
        ),
        ({"Content-Encoding": "gzip"}, STORY),
        ({"Content-Encoding": "br"}, STORY),
        ({"Transfer-Encoding": "chunked"}, STORY),
    ],
)
def test_codings_are_undone_and_headers_that_lie_do_no_harm(
    fields: dict[str, str], body: bytes
) -> None:
    assert pages(Crawl().add(FIRST, body, HTML | fields).data) == [(FIRST, STORY)]


def test_brotli_is_told_and_the_rest_is_read() -> None:
    crawl = Crawl().add(FIRST, b"\x1b\x0e\x00\xf8", HTML | {"Content-Encoding": "br"})
    members, (problem,) = opened(crawl.add(SECOND, DENIAL).data)
    assert [m.name for m in members] == [SECOND]
    assert "(br)" in problem.message
    assert problem.name.endswith(FIRST)
    assert problem.remedy


def test_the_encoding_that_only_the_server_told_reaches_the_reader() -> None:
    russian = "Обстрел больницы в городке Оссавар"
    page = f"<html><body><p>{russian}</p></body></html>".encode("cp1251")
    data = Crawl().add(FIRST, page, {"Content-Type": "text/html; charset=windows-1251"}).data
    ((_, given),) = pages(data)
    reading = HtmlReader().read(Sample(name=FIRST, data=given))
    assert (reading.text, reading.problems) == (russian, ())


def test_a_wrong_digest_is_told_and_the_page_is_given_all_the_same() -> None:
    data = Crawl(packed=False).add(FIRST, STORY).add(SECOND, DENIAL).data
    members, (problem,) = opened(data.replace(b"its director", b"his director", 1))
    assert [m.name for m in members] == [FIRST, SECOND]
    assert "digest" in problem.message
    assert problem.name == f"a.warc.gz/{FIRST}"


@pytest.mark.parametrize("form", ["sha1:{b32}", "sha1:{hex}", "SHA-1:{hex}", "sha1:{b64}"])
def test_digests_are_understood_in_every_spelling(form: str) -> None:
    digest = bytes(range(20))
    spelled = form.format(
        b32="AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT",
        hex=digest.hex(),
        b64="AAECAwQFBgcICQoLDA0ODxAREhM=",
    )
    assert warcrecords.algorithm_of(spelled) == "sha1"
    assert warcrecords.agrees(spelled, [digest])
    assert not warcrecords.agrees(spelled, [digest[::-1]])


def test_a_digest_of_the_page_before_or_after_unpacking_is_right() -> None:
    for body in (STORY, gzip.compress(STORY, mtime=0)):
        stated = f"sha256:{sha256(body).hexdigest()}"
        crawl = Crawl(packed=False)
        packed = gzip.compress(STORY, mtime=0)
        crawl.add(FIRST, packed, HTML | {"Content-Encoding": "gzip"}, WARC_Payload_Digest=stated)
        lines = [n for n in crawl.data.split(b"\r\n") if not n.startswith(b"WARC-Block-Digest")]
        assert pages(b"\r\n".join(lines)) == [(FIRST, STORY)]


def digest_in(data: bytes) -> str:
    line = next(n for n in data.split(b"\r\n") if n.startswith(b"WARC-Payload-Digest: "))
    return line.partition(b": ")[2].decode()


@pytest.mark.parametrize("first", [True, False])
def test_a_capture_that_repeats_another_gets_its_bytes(*, first: bool) -> None:
    digest = digest_in(Crawl(packed=False).add(FIRST, STORY).data)
    crawl = Crawl()
    if first:
        crawl.add(FIRST, STORY).again(SECOND, digest, FIRST)
    else:
        crawl.again(SECOND, digest, FIRST).add(FIRST, STORY)
    assert pages(crawl.data) == [(FIRST, STORY), (SECOND, STORY)]


def test_the_same_address_unchanged_is_not_given_twice() -> None:
    digest = digest_in(Crawl(packed=False).add(FIRST, STORY).data)
    data = Crawl().add(FIRST, STORY).again(FIRST, digest, FIRST).data
    assert pages(data) == [(FIRST, STORY)]


def test_repetitions_of_what_lies_elsewhere_are_told_once() -> None:
    crawl = Crawl().add(FIRST, STORY)
    for i in range(3):
        crawl.again(f"{SECOND}/{i}", "sha1:AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT", f"{SECOND}/x")
    members, (problem,) = opened(crawl.data)
    assert [m.name for m in members] == [FIRST]
    assert problem.message.startswith("3 captures")


@pytest.mark.parametrize("packed", [True, False])
def test_what_was_whole_before_the_end_is_read(*, packed: bool) -> None:
    data = Crawl(packed=packed).add(FIRST, STORY).add(SECOND, DENIAL).data
    members, problems = opened(data[:-40])
    assert [m.name for m in members] == [FIRST]
    assert problems
    assert all(p.remedy for p in problems)


@pytest.mark.parametrize("lie", [-30, 30, 100_000])
def test_a_length_that_lies_is_told(lie: int) -> None:
    crawl = Crawl(packed=False).add(FIRST, STORY).add(SECOND, DENIAL)
    length = next(n for n in crawl.data.split(b"\r\n") if n.startswith(b"Content-Length: "))
    told = int(length.partition(b": ")[2])
    data = crawl.data.replace(length, b"Content-Length: %d" % (told + lie), 1)
    members, problems = opened(data)
    assert problems
    if lie == -30:
        assert [m.name for m in members] == [FIRST, SECOND]
        assert any("belong to no record" in p.message for p in problems)


def test_damage_between_records_is_jumped_over() -> None:
    one, other = (Crawl(packed=False).add(u, b).data for u, b in [(FIRST, STORY), (SECOND, DENIAL)])
    members, (problem,) = opened(one + b"\x00rubbish\nmore rubbish\r\n" + other)
    assert [m.name for m in members] == [FIRST, SECOND]
    assert "belong to no record" in problem.message


def test_an_archive_without_a_page_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableError, match="holds no page") as refused:
        opened(Crawl().add(FIRST, STORY, status="404 Not Found").data)
    assert refused.value.remedy


def test_an_archive_that_unpacks_without_end_is_stopped() -> None:
    bomb = Crawl(packed=False).add(FIRST, STORY).data
    bomb += b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 999999999\r\n\r\n"
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as packed:
        packed.write(bomb)
        for _ in range(60):
            packed.write(bytes(1 << 20))
    found = WarcReader().members(Sample(name="a.warc.gz", data=out.getvalue()))
    assert isinstance(next(found), Member)
    with pytest.raises(UnreadableError, match="times its size"):
        list(found)


def test_a_page_that_unpacks_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solferino.read.capture.MOST_BYTES", 1 << 20)
    fields = HTML | {"Content-Encoding": "gzip"}
    crawl = Crawl().add(FIRST, gzip.compress(bytes(1 << 22)), fields).add(SECOND, DENIAL)
    members, (problem,) = opened(crawl.data)
    assert [m.name for m in members] == [SECOND]
    assert "unpacks to more than 1 MiB" in problem.message


@pytest.mark.parametrize("line", [b"x" * 50_000_000, b"x: y\r\n" * 5_000_000])
def test_a_header_without_an_end_is_no_record(line: bytes) -> None:
    data = Crawl(packed=False).add(FIRST, STORY).data
    members, problems = opened(data + b"WARC/1.0\r\n" + line)
    assert [m.name for m in members] == [FIRST]
    assert problems


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_are_opened_or_refused(data: bytes, place: int) -> None:
    whole = Crawl(packed=False).add(FIRST, STORY).data
    for offered in (data, b"WARC/1.0\r\n" + data, whole[:place] + data + whole[place:]):
        with contextlib.suppress(UnreadableError):
            for member in opened(offered)[0]:
                assert member.data


def package(
    archives: Mapping[str, bytes],
    titles: Sequence[Mapping[str, str]] = (),
    *,
    hashes: Mapping[str, str] | None = None,
    method: int = zipfile.ZIP_STORED,
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as zipped:
        for name, data in archives.items():
            zipped.writestr(f"archive/{name}", data)
        lines = [{"format": "json-pages-1.0"}, *titles]
        zipped.writestr("pages/pages.jsonl", b"\n".join(encode(line) for line in lines))
        known = hashes or {n: sha256(d).hexdigest() for n, d in archives.items()}
        resources = [{"path": f"archive/{n}", "hash": f"sha256:{h}"} for n, h in known.items()]
        zipped.writestr("datapackage.json", encode({"resources": resources}))
    return out.getvalue()


def test_a_package_gives_the_pages_of_all_its_archives(print_pdf: PrintPdf) -> None:
    pdf = Crawl().add(SECOND, print_pdf(["Two."]), {"Content-Type": "application/pdf"}).data
    data = package(
        {"a.warc.gz": Crawl().add(FIRST, STORY).data, "b.warc": pdf},
        [{"url": FIRST, "title": "Clinic hit - tab 3"}, {"url": SECOND, "title": "The  ministry"}],
    )
    members, problems = opened(data, "a.wacz")
    assert problems == []
    # the page tells its own title, the PDF has that of the list
    assert [(m.name, m.told.title) for m in members] == [(FIRST, None), (SECOND, "The ministry")]


def test_a_repetition_is_found_in_another_archive_of_the_package() -> None:
    digest = digest_in(Crawl(packed=False).add(FIRST, STORY).data)
    data = package(
        {
            "a.warc.gz": Crawl().again(SECOND, digest, FIRST).data,
            "b.warc.gz": Crawl().add(FIRST, STORY).data,
        }
    )
    assert pages(data, "a.wacz") == [(FIRST, STORY), (SECOND, STORY)]


def test_an_archive_that_is_not_what_the_package_says_is_told() -> None:
    data = package({"a.warc.gz": Crawl().add(FIRST, STORY).data}, hashes={"a.warc.gz": "0" * 64})
    members, (problem,) = opened(data, "a.wacz")
    assert [m.name for m in members] == [FIRST]
    assert "altered" in problem.message


def test_packages_that_are_bombs_or_broken_are_refused() -> None:
    bomb = package({"a.warc": bytes(1 << 25)}, method=zipfile.ZIP_DEFLATED)
    whole = package({"a.warc": Crawl().add(FIRST, STORY).data})
    for data in (bomb, whole[:-30], whole[:200], b"PK\x03\x04"):
        with pytest.raises(UnreadableError) as refused:
            opened(data, "a.wacz")
        assert refused.value.remedy


def test_bids_go_by_the_first_bytes() -> None:
    plain = Crawl(packed=False).add(FIRST, STORY).data
    for data in (plain, gzip.compress(plain)):
        assert WarcReader().bid(Sample(name="x", data=data)) == 95
    assert WarcReader().bid(Sample(name="a.warc", data=b"words")) == 1
    assert WarcReader().bid(Sample(name="a.gz", data=gzip.compress(b"words"))) == 0
    wacz = package({"a.warc": plain})
    assert WaczReader().bid(Sample(name="x", data=wacz)) == 97
    assert WaczReader().bid(Sample(name="a.zip", data=b"PK\x03\x04")) == 0
    assert WaczReader().bid(Sample(name="a.wacz", data=b"words")) == 1
