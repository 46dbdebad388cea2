"""Links to one page compare equal, links to two do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model.address import comparable

PAGE = "https://ember.example/2031/03/clinic?id=7"


@pytest.mark.parametrize(
    "link",
    [
        "http://ember.example/2031/03/clinic?id=7",
        "https://www.ember.example/2031/03/clinic?id=7",
        "HTTPS://Ember.Example:443/2031/03/clinic?id=7",
        "https://ember.example/2031/03/clinic/?id=7",
        "https://ember.example/2031/03/clinic?id=7#comments",
        "https://ember.example/2031/03/clinic?utm_source=x&id=7&UTM_Medium=y&fbclid=z",
        "https://ember.example/2031/03/%63linic?id=7",
        "  https://ember.example/2031/03/clinic?id=7 ",
        "https://ember.example./2031/03/clinic?id=7&",
    ],
)
def test_links_to_one_page_are_one(link: str) -> None:
    assert comparable(link) == comparable(PAGE)


@pytest.mark.parametrize(
    "link",
    [
        "https://ember.example/2031/03/clinic",
        "https://ember.example/2031/03/clinic?id=8",
        "https://ember.example/2031/03/Clinic?id=7",
        "https://ember.example:8080/2031/03/clinic?id=7",
        "https://m.ember.example/2031/03/clinic?id=7",
        "https://ember.example/2031/03/clinic?id=7&page=2",
        "https://ember.example/2031/03%2Fclinic?id=7",
        "https://ember.example/2031/03/clinic?id=7#!/two",
        "ftp://ember.example/2031/03/clinic?id=7",
    ],
)
def test_links_to_other_pages_are_others(link: str) -> None:
    assert comparable(link) != comparable(PAGE)


def test_letters_beyond_ascii_compare_however_they_are_written() -> None:
    link = "https://бюллетень.example/клиника?город=Оссавар"
    coded = (
        f"https://{'бюллетень'.encode('idna').decode()}.example/"
        "%D0%BA%D0%BB%D0%B8%D0%BD%D0%B8%D0%BA%D0%B0"
        "?%d0%b3%d0%be%d1%80%d0%be%d0%b4=%D0%9E%D1%81%D1%81%D0%B0%D0%B2%D0%B0%D1%80"
    )
    assert comparable(link) == comparable(coded)
    assert comparable(link).isascii()


@pytest.mark.parametrize(
    "word", ["", "urn:isbn:1", "not a link", "https://", "http://[::1", "/a/b"]
)
def test_what_is_no_web_address_stays_as_it_is(word: str) -> None:
    assert comparable(word) == word


@given(st.text(max_size=80), st.sampled_from(["", "http://", "https://www.", "https://a.example/"]))
def test_comparing_twice_is_comparing_once(rest: str, start: str) -> None:
    once = comparable(start + rest)
    assert comparable(once) == once
