"""Posts come out of every common export with their author, handle, day and address."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Reader, Sample
from solferino.read.auction import winner
from solferino.read.feed import PostsReader
from solferino.read.moments import moment
from solferino.read.plain import PlainReader
from solferino.read.posts import posts
from solferino.read.units import units

GENERIC = [
    {
        "author": "Nolle Farrin",
        "handle": "nolle_nights",
        "date": "2031-03-18T22:10:00+02:00",
        "text": "The ward is dark.",
        "url": "https://example.org/2",
    },
    {
        "author": "Tam Orrel",
        "handle": "@tam_orrel",
        "date": "2031-03-10",
        "text": "Our ambulance was shot at.\n\n\n\nDenna is dead.",
        "url": "https://example.org/1",
    },
]
TEXT = """Our ambulance was shot at.

Denna is dead.
— Tam Orrel (@tam_orrel) 10 March 2031
https://example.org/1

The ward is dark.
— Nolle Farrin (@nolle_nights) 18 March 2031
https://example.org/2"""

Signed = tuple[str, str | None, str | None, str | None]


def data_of(thing: object) -> bytes:
    return json.dumps(thing, ensure_ascii=False).encode()


def read(data: bytes, name: str = "a.json") -> Reading:
    return PostsReader().read(Sample(name=name, data=data))


def told(data: bytes, name: str = "a.json") -> Reading | str:
    """Read, or give the remedy of the refusal."""
    try:
        return read(data, name)
    except UnreadableError as error:
        return error.remedy


def signed(data: bytes) -> list[Signed]:
    reading = read(data)
    return [
        (reading.text[p.start : p.end].rpartition("\n— ")[0], p.author, p.handle, p.date)
        for p in reading.parts
        if p.kind == "post"
    ]


def by(name: str, data: bytes) -> str:
    readers: list[Reader] = [PlainReader(), PostsReader()]
    return winner(Sample(name=name, data=data), readers).name


def test_posts_stand_by_their_time_each_with_its_attribution_and_address() -> None:
    reading = read(data_of(GENERIC))
    assert reading.text == TEXT
    assert [p.kind for p in reading.parts] == ["post", "boilerplate"] * 2


def test_posts_have_the_form_that_posts_in_a_text_have() -> None:
    reading = read(data_of([GENERIC[0], {**GENERIC[1], "text": "Denna is dead."}]))
    own = [p for p in reading.parts if p.kind == "post"]
    found = posts(units(reading.text))
    assert [(p.author, p.handle, p.date) for p in found] == [
        (p.author, p.handle, p.date) for p in own
    ]
    assert [p.end for p in found] == [p.end for p in own]


EXPORTS: dict[str, tuple[Any, Signed]] = {
    "X archive": (
        [
            {
                "tweet": {
                    "id_str": "77",
                    "full_text": "It burns.",
                    "created_at": "Wed Mar 12 23:00:00 +0000 2031",
                }
            }
        ],
        ("It burns.", None, None, "2031-03-12"),
    ),
    "X interface 2": (
        {
            "data": [
                {
                    "id": "7",
                    "author_id": "1",
                    "text": "It burns.",
                    "created_at": "2031-03-12T09:00:00.000Z",
                }
            ],
            "includes": {"users": [{"id": "1", "name": "Tam Orrel", "username": "tam"}]},
        },
        ("It burns.", "Tam Orrel", "@tam", "2031-03-12"),
    ),
    "X interface 1.1": (
        {
            "statuses": [
                {
                    "full_text": "RT @neva: cut of…",
                    "created_at": "Wed Mar 12 09:00:00 +0000 2031",
                    "user": {"name": "Tam", "screen_name": "tam"},
                    "retweeted_status": {
                        "full_text": "Not cut off.",
                        "user": {"screen_name": "neva"},
                    },
                }
            ]
        },
        ("[shared from neva]\nNot cut off.", "Tam", "@tam", "2031-03-12"),
    ),
    "Telegram": (
        {
            "name": "Valley Voices",
            "type": "public_channel",
            "messages": [
                {"id": 1, "type": "service", "date": "2031-03-01T00:00:00", "text": "made"},
                {
                    "id": 2,
                    "type": "message",
                    "date": "2031-03-12T23:40:00",
                    "from": "Valley Voices",
                    "forwarded_from": "Hesk Daily",
                    "text": ["Hit: ", {"type": "link", "text": "https://example.org"}, "."],
                    "photo": "photos/1.jpg",
                },
            ],
        },
        (
            "[shared from Hesk Daily]\nHit: https://example.org.\n[media: photos/1.jpg]",
            "Valley Voices",
            None,
            "2031-03-12",
        ),
    ),
    "Telegram, all chats": (
        {
            "chats": {
                "list": [
                    {
                        "name": "V",
                        "messages": [
                            {
                                "type": "message",
                                "date_unixtime": "1931072400",
                                "from": "V",
                                "text": "Hit.",
                            }
                        ],
                    }
                ]
            }
        },
        ("Hit.", "V", None, "2031-03-12"),
    ),
    "Facebook": (
        [
            {
                "timestamp": 1931072400,
                "data": [{"post": "قصف".encode().decode("latin-1")}],
                "title": "x",
            }
        ],
        ("قصف", None, None, "2031-03-12"),
    ),
    "Instagram": (
        [{"media": [{"uri": "a.jpg", "creation_timestamp": 1931072400, "title": "Smoke"}]}],
        ("Smoke\n[media: a.jpg]", None, None, "2031-03-12"),
    ),
    "CrowdTangle": (
        {
            "result": {
                "posts": [
                    {
                        "account": {"name": "Hesk", "handle": "heskdaily"},
                        "date": "2031-03-12 09:40:00",
                        "message": "Fifteen are dead.",
                        "postUrl": "https://example.org/1",
                    }
                ]
            }
        },
        ("Fifteen are dead.", "Hesk", "@heskdaily", "2031-03-12"),
    ),
    "Mastodon": (
        [
            {
                "account": {"display_name": "Neva", "acct": "neva@example.org"},
                "created_at": "2031-03-12T09:40:00.000Z",
                "content": "<p>One</p><p>Two &amp; <b>three</b></p>",
                "url": "https://example.org/@neva/1",
            }
        ],
        ("One\n\nTwo & three", "Neva", "@neva@example.org", "2031-03-12"),
    ),
    "Mastodon archive": (
        {
            "orderedItems": [
                {"type": "Announce", "object": "https://example.org/9"},
                {
                    "type": "Create",
                    "object": {
                        "content": "<p>One</p>",
                        "published": "2031-03-12T09:40:00Z",
                        "attributedTo": "https://example.org/users/neva",
                    },
                },
            ]
        },
        ("One", "https://example.org/users/neva", None, "2031-03-12"),
    ),
    "Bluesky": (
        {
            "posts": [
                {
                    "author": {"handle": "neva.example.org", "displayName": "Neva"},
                    "record": {"text": "One", "createdAt": "2031-03-12T09:40:00Z"},
                }
            ]
        },
        ("One", "Neva", "@neva.example.org", "2031-03-12"),
    ),
}


@pytest.mark.parametrize("export", EXPORTS)
def test_every_common_export_is_known_by_its_fields(export: str) -> None:
    content, expected = EXPORTS[export]
    assert by("result.json", data_of(content)) == "posts"
    assert by("result", data_of(content)) == "posts"
    assert signed(data_of(content)) == [expected]


def test_an_archive_that_is_a_script_is_read_and_its_addresses_made() -> None:
    data = b"window.YTD.tweets.part0 = " + data_of(EXPORTS["X archive"][0])
    assert by("tweets.js", data) == "posts"
    assert read(data, "tweets.js").text == (
        "It burns.\n— unknown, 12 March 2031\nhttps://x.com/i/web/status/77"
    )


def test_lines_of_json_are_posts_and_a_broken_line_costs_itself() -> None:
    lines = [data_of(GENERIC[0]), b'{"author": "cut', data_of(GENERIC[1])]
    reading = read(b"\n".join(lines), "a.jsonl")
    assert reading.text == TEXT
    (problem,) = reading.problems
    assert problem.message.startswith("1 lines")
    assert problem.remedy


def test_entries_that_say_nothing_are_counted() -> None:
    reading = read(data_of([*GENERIC, {"author": "x", "date": "2031-01-01", "text": ""}]))
    assert reading.text == TEXT
    assert [p.message for p in reading.problems] == ["1 entries beside the posts say nothing."]


def test_the_file_tells_what_holds_for_all_its_posts() -> None:
    assert read(data_of(EXPORTS["Telegram"][0])).told == Description(
        title="Valley Voices", author="Valley Voices", published="2031-03-12"
    )
    assert read(data_of(GENERIC)).told == Description()
    assert read(data_of(GENERIC[:1])).told.url == "https://example.org/2"


def test_posts_without_a_day_come_last() -> None:
    undated = {"account": {"acct": "x"}, "content": "No day"}
    dated = {**undated, "content": "Day", "created_at": "2031-01-01"}
    assert [words for words, *_ in signed(data_of([undated, dated]))] == ["Day", "No day"]


def test_halves_of_characters_do_not_cost_the_file() -> None:
    data = data_of(GENERIC[:1]).replace(b"dark", b"dark \\ud83d \\ud83d\\ude00")
    assert "dark \ufffd 😀." in read(data).text


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2031-03-12T23:59:59-11:00", "2031-03-12"),
        ("2031-03-12 09:40:00 UTC", "2031-03-12"),
        ("20310312", "2031-03-12"),
        ("Wed, 12 Mar 2031 09:40:00 GMT", "2031-03-12"),
        ("12 March 2031", "2031-03-12"),
        (1931072400, "2031-03-12"),
        (1931072400000, "2031-03-12"),
        ("1931072400", "2031-03-12"),
        ("05.04.2031", None),
        ("soon", None),
        ("", None),
        (0, None),
        (10**30, None),
        (float("nan"), None),
        (True, None),
        ("9999-12-31T23:59:59-11:00", None),
    ],
)
def test_days_are_read_as_written_or_not_at_all(written: str | float, day: str | None) -> None:
    found = moment(written)
    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    "content",
    [{"a": 1}, [1, 2], [], {}, [{"name": "x", "value": 3}], {"type": "FeatureCollection"}],
)
def test_other_json_is_refused_with_a_remedy_and_only_by_its_name(content: object) -> None:
    data = data_of(content)
    assert by("a.json", data) == "posts"
    assert by("a.txt", data) == "plain"
    with pytest.raises(UnreadableError) as error:
        read(data)
    assert error.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        data_of(GENERIC)[:-40], b"[" * 100_000, b'{"a":' * 100_000, b"", b"[", b"\xff\xfe[\x00",
        b"window.YTD.tweets.part0 = ", b"[null, [], {}, 3]", b'[{"tweet": {"full_text": 3}}]',
        b'{"data": [{"author_id": [1], "text": "x"}], "includes": {"users": [{"id": {}}]}}',
    ],
)  # fmt: skip
def test_broken_exports_are_refused_with_a_remedy(data: bytes) -> None:
    assert told(data)
    assert PostsReader().bid(Sample(name="a.json", data=data)) in (30, 80)


KEYS = st.sampled_from(
    ["text", "full_text", "user", "account", "author", "handle", "date", "created_at", "url",
     "data", "messages", "type", "tweet", "media", "content", "posts", "record", "result",
     "includes", "users", "timestamp", "post", "orderedItems", "object", "chats",
     "list", "name", "title"]
)  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.sampled_from(["message", "2031-03-12", "@a", "<p>x</p>", "https://example.org"])
)  # fmt: skip
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6)
)


@given(JSON)
def test_any_json_gives_posts_or_an_error_of_ours(content: object) -> None:
    reading = told(data_of(content).replace(b"NaN", b"0"))
    assert reading
    if isinstance(reading, Reading):
        places = [(p.start, p.end) for p in reading.parts]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(reading.text) for start, end in places)
        assert any(p.kind == "post" for p in reading.parts)


@given(st.binary())
def test_any_bytes_give_posts_or_an_error_of_ours(data: bytes) -> None:
    for prefix in (b"", b"[", b'{"messages": ['):
        assert told(prefix + data)
        assert PostsReader().bid(Sample(name="a", data=prefix + data)) in (0, 80)
