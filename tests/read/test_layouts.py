"""Six layouts of news pages: the story is kept in the order of the page, the noise left out.

`python -m bench.formats` prints the shares.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from solferino.model import Reading
from solferino.ports import Sample
from solferino.read.html import HtmlReader

LAYOUTS = Path(__file__).parent / "layouts"
PAGES: dict[str, Any] = tomllib.loads((LAYOUTS / "layouts.toml").read_text("utf-8"))
MOST_NOISE = 0.25  # of the noise's signs


def read(name: str) -> Reading:
    data = (LAYOUTS / f"{name}.html").read_bytes()
    return HtmlReader().read(Sample(name=f"{name}.html", data=data))


@pytest.mark.parametrize("name", PAGES)
def test_the_whole_story_is_kept_in_the_order_of_the_page(name: str) -> None:
    text = read(name).text
    places = [text.find(words) for words in PAGES[name]["story"]]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", PAGES)
def test_little_of_the_noise_is_let_in(name: str) -> None:
    text = read(name).text
    noise = PAGES[name]["noise"]
    let_in = sum(len(words) for words in noise if words in text)
    assert let_in <= MOST_NOISE * sum(map(len, noise))


@pytest.mark.parametrize("name", PAGES)
def test_a_layout_is_what_is_said_of_it(name: str) -> None:
    source = (LAYOUTS / f"{name}.html").read_text("utf-8")
    assert all(words in source for words in (*PAGES[name]["story"], *PAGES[name]["noise"]))


def test_headlines_and_times_stay_above_what_they_lead_to() -> None:
    assert (
        "\n\nMinistry denies fire on the old town\n\nThe Ministry of Defence" in read("list").text
    )
    assert "\n\n22:10\n\nThe fire brigade says" in read("liveblog").text


@pytest.mark.parametrize(
    "data",
    [b"<title>A</title><p>Two shells.", b"<!-- x --><article><p>Two.</p></article>", b"<body>Two"],
)
def test_what_begins_inside_a_page_is_one_whatever_its_name(data: bytes) -> None:
    assert HtmlReader().bid(Sample(name="https://ember.example/a", data=data)) == 55
