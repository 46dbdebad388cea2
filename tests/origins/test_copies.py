"""Copies are found by their words alone, whatever else the case holds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.codec import sha256
from solferino.model import Copy, Document, Part, Reading, Receipt, document_of
from solferino.origins import copies as room
from solferino.origins import meeting
from solferino.origins.copies import find_copies
from solferino.origins.wording import Wording
from solferino.text.segment import words

Make = Callable[..., Document]

WIRE = """\
Shells hit the fever ward of the Ostrava Road clinic in Denmoor before dawn on Monday. The roof of
the ward fell in and the generator burned. The head nurse, Ilka Sorn, said that 14 patients were
asleep when the first shell struck and that two of them died.

The Lowland army denied that its guns had fired on the town that night. "We had no orders to shoot
and we did not shoot," its press office said.

The clinic appears to have been hit from the western hills, the county health office said. It was
the only place within a day's walk where children were treated for marsh fever.
"""
OTHER = """\
A new market hall was opened in Denmoor on Saturday with music and a great many speeches. The mayor
thanked the carpenters, who had worked through the winter without a single day of rest. Farmers
from the upper valley brought cheese, and the price of seed potatoes fell for the first time since
the autumn. Nobody could say when the ferry would run again, but the hall has a stove.
"""


def plain(name: str, text: str) -> Document:
    receipt = Receipt(original=sha256(text.encode()), name=name)
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "test/1")


def keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


def test_the_same_words_in_another_dress_are_a_verbatim_copy(make: Make) -> None:
    dressed = WIRE.replace('"We', "“We").replace('shoot,"', "shoot,”").replace("\n", " ")
    first = make("a.txt", WIRE, published="2030-01-07")
    second = make("b.txt", dressed, published="2030-01-08")
    (copy,) = find_copies([first, second])
    assert (copy.document, copy.other) == (second.id, first.id)
    assert copy.kind == "verbatim"
    assert copy.share == 1000
    assert copy.changes == ()
    assert len(copy.passages) == 1


def test_unrelated_texts_of_one_town_are_no_copies(make: Make) -> None:
    assert find_copies([make("a.txt", WIRE), make("b.txt", OTHER)]) == ()


def test_the_later_text_repeats_the_earlier(make: Make) -> None:
    early = make("z.txt", WIRE, published="2030-01-07")
    late = make("a.txt", WIRE + OTHER, published="2030-01-09")
    for documents in ([early, late], [late, early]):
        (copy,) = find_copies(documents)
        assert (copy.document, copy.other) == (late.id, early.id)


@pytest.mark.parametrize("published", ["2030-01-07", None])
def test_without_an_order_of_days_the_text_that_names_the_other_repeats_it(
    make: Make, published: str | None
) -> None:
    agency = make("a.txt", WIRE, published=published, publisher="Farland News Agency")
    local = make("b.txt", WIRE + "With Farland.", published=published, publisher="Denmoor Echo")
    (copy,) = find_copies([agency, local])
    assert (copy.document, copy.other) == (local.id, agency.id)


def test_a_part_of_a_date_gives_no_order(make: Make) -> None:
    month = make("a.txt", WIRE, published="2030-01")
    day = make("b.txt", WIRE, published="2030-01-07")
    (copy,) = find_copies([month, day])
    assert copy.document == max(month.id, day.id)


def test_a_trimmed_copy_inside_a_longer_text_is_found(make: Make) -> None:
    first, rest = WIRE.split("\n\n", 1)
    short = make("short.txt", first, published="2030-01-08")
    long = make("long.txt", WIRE + OTHER, published="2030-01-07")
    (copy,) = find_copies([short, long])
    assert copy.share == 1000
    assert copy.kind == "altered"
    assert any(change.kind == "denial_dropped" for change in copy.changes)
    assert rest not in short.text


def test_a_quotation_that_both_texts_hold_is_no_copy(make: Make) -> None:
    quotation = (
        '"We carried the children down to the cellar and counted them twice, and when the lamp '
        'went out we sang so that nobody would hear the guns on the other bank of the river."'
    )
    left = make("a.txt", f"{quotation} This is how Ilka Sorn remembers the night. {OTHER}")
    right = make("b.txt", f"The nurse told our paper what happened on Monday: {quotation}")
    assert find_copies([left, right]) == ()


def test_a_post_that_both_texts_embed_is_no_copy(make: Make) -> None:
    post = (
        "I was on the ferry when the hall burned and I saw three lamps go out on the hill one "
        "after the other before anybody had rung the bell"
    )
    texts = [f"{post}\n\n{OTHER}", f"{post}\n\n{WIRE}"]
    zoned = [
        make(f"{n}.txt", text, parts=(Part(kind="post", start=0, end=len(post)),))
        for n, text in enumerate(texts)
    ]
    bare = [make(f"{n}.txt", text) for n, text in enumerate(texts)]
    assert find_copies(zoned) == ()
    assert len(find_copies(bare)) == 1


def test_boilerplate_makes_no_copies(make: Make) -> None:
    foot = "Write to the editor about what you have read here and we shall print it if we can. "
    foot *= 3
    documents = [
        make(
            f"{n}.txt",
            text + foot,
            parts=(Part(kind="boilerplate", start=len(text), end=len(text + foot)),),
        )
        for n, text in enumerate([WIRE, OTHER])
    ]
    assert find_copies(documents) == ()


def test_two_captures_of_one_address_are_versions_not_copies(make: Make) -> None:
    address = "https://example.org/denmoor"
    monday = make("monday.txt", WIRE, url=address)
    tuesday = make("tuesday.txt", WIRE + OTHER, url=address)
    assert find_copies([monday, tuesday]) == ()


def test_stock_phrases_of_short_texts_are_no_copies(make: Make) -> None:
    left = make("a.txt", "The director of the hospital said that nobody had come.")
    right = make("b.txt", "It rained. The director of the hospital said that it rained.")
    assert find_copies([left, right]) == ()


def test_a_text_without_words_is_nobodys_copy(make: Make) -> None:
    assert find_copies([make("a.txt", ""), make("b.txt", "…"), make("c.txt", "…")]) == ()


BRICKS = [f"{a} {b} {c} stood" for a, b, c in combinations(("ash", "bay", "cob", "dew", "elm"), 3)]
texts = st.lists(st.sampled_from(BRICKS), min_size=0, max_size=24).map(" ".join)
cases = st.lists(texts, min_size=2, max_size=7)


def of_case(case: Sequence[str]) -> list[Document]:
    return [plain(f"{n}.txt", text) for n, text in enumerate(case)]


@settings(deadline=None)
@given(cases)
def test_passages_hold_the_same_words_on_both_sides(case: list[str]) -> None:
    by_id = {d.id: d for d in of_case(case)}
    for copy in find_copies(list(by_id.values())):
        left, right = by_id[copy.document].text, by_id[copy.other].text
        assert copy.passages
        end = 0
        for p in copy.passages:
            assert keys(left[p.start : p.end]) == keys(right[p.other_start : p.other_end])
            assert len(keys(left[p.start : p.end])) >= 5
            assert p.start >= end
            end = p.end


@settings(deadline=None)
@given(cases, st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(case: list[str], random: object) -> None:
    documents = of_case(case)
    before = find_copies(documents)
    random.shuffle(documents)  # type: ignore[attr-defined]  # Hypothesis gives it no narrower type
    assert find_copies(documents) == before


@settings(deadline=None)
@given(cases, st.integers(min_value=1, max_value=4))
def test_a_pair_is_judged_by_its_two_texts_alone(case: list[str], often: int) -> None:
    """Also when nearly every run counts as frequent: the short cut loses nothing."""
    documents = of_case(case)
    alone: set[Copy] = set()
    for left, right in combinations(documents, 2):
        alone.update(find_copies([left, right]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meeting, "OFTEN", often)
        assert set(find_copies(documents)) == alone


class Kept:
    """A memory for tests, which notes what was asked of it in vain."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.missed = 0

    def recall(self, digest: str) -> bytes | None:
        self.missed += digest not in self.held
        return self.held.get(digest)

    def keep(self, digest: str, body: bytes) -> None:
        self.held[digest] = body


@settings(deadline=None)
@given(cases, st.integers(min_value=0, max_value=7))
def test_a_case_that_grows_is_as_if_it_had_come_at_once(case: list[str], first: int) -> None:
    documents, memory = of_case(case), Kept()
    find_copies(documents[:first], memory)
    assert find_copies(documents, memory) == find_copies(documents)
    assert find_copies(documents[first:], memory) == find_copies(documents[first:])


def test_only_what_a_new_document_touches_is_compared(make: Make) -> None:
    former = [make(f"{n}.txt", f"{WIRE} Edition {n}.") for n in range(4)]
    memory = Kept()
    find_copies(former, memory)
    assert memory.missed == 6
    assert len(find_copies([*former, make("new.txt", WIRE)], memory)) == 10
    assert memory.missed == 6 + 4


def test_a_document_of_which_something_else_is_told_is_compared_again(make: Make) -> None:
    first, memory = make("first.txt", WIRE, published="2030-01-07"), Kept()
    second = make("second.txt", WIRE, published="2030-01-08")
    (before,) = find_copies([first, second], memory)
    earlier = replace(second, told=replace(second.told, published="2030-01-01"))
    (after,) = find_copies([first, earlier], memory)
    assert (before.document, after.document) == (second.id, first.id)


def test_a_foot_under_every_text_does_not_pair_all_with_all(make: Make) -> None:
    """Two hundred texts share a closing line that no reader marked; only the true copy is tried."""
    foot = "Reporting for this page is paid for by its readers in the valley and by nobody else."
    vocabulary = [f"word{n}" for n in range(997)]
    documents = []
    for n in range(200):
        body = " ".join(vocabulary[(n * 7919 + k * k * 31 + k * n) % 997] for k in range(220))
        documents.append(make(f"{n:03}.txt", f"{body}. {foot}"))
    documents.append(make("copy.txt", documents[0].text + " Once more."))
    wordings = [Wording(d) for d in sorted(documents, key=lambda d: d.id)]
    assert len(list(meeting.meetings(wordings, room._needed))) < len(documents)
    assert len(find_copies(documents)) == 1
