"""Marks of a sentence are tied to each other by its tree first, by nearness second."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.extract.syntax.tree import Heard, Marks, Node, Tree
from solferino.extract.voice.attribution import attributions


def place(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(w), text.index(w) + len(w)) for w in words)


def heard(text: str, sources: tuple[str, ...], cues: tuple[str, ...], *contents: str) -> Heard:
    return Heard(
        marks=Marks(
            sources=place(text, *sources), cues=place(text, *cues), contents=place(text, *contents)
        )
    )


def told(text: str, found: Heard) -> list[tuple[str | None, str, str]]:
    return [
        (text[slice(*a.source)] if a.source else None, text[slice(*a.cue)], text[slice(*a.content)])
        for a in attributions(text, found)
    ]


def test_content_follows_its_cue() -> None:
    text = "Ona Velk wondered whether the bridge would hold."
    marks = heard(text, ("Ona Velk",), ("wondered",), "whether the bridge would hold")
    assert told(text, marks) == [("Ona Velk", "wondered", "whether the bridge would hold")]


def test_content_is_closed_by_a_cue_with_its_source() -> None:
    text = "The ward was empty, recalled Ona Velk."
    marks = heard(text, ("Ona Velk",), ("recalled",), "The ward was empty")
    assert told(text, marks) == [("Ona Velk", "recalled", "The ward was empty")]


def test_what_one_says_may_hold_what_another_says() -> None:
    text = "The nurse felt that the mayor feared the river."
    marks = heard(
        text, ("The nurse", "the mayor"), ("felt", "feared"), "that the mayor feared the river"
    )
    assert told(text, marks) == [
        ("The nurse", "felt", "that the mayor feared the river"),
        ("the mayor", "feared", " the river"),
    ]


def test_the_tree_goes_before_what_is_near() -> None:
    text = "The mayor, pressed by the nurse, felt that the river rose."
    words = ["The mayor", "the nurse", "felt"]
    nodes = [
        Node(start=s, end=e, text=w, head=2, relation=r, sort="X")
        for w, (s, e), r in zip(words, place(text, *words), ["nsubj", "obl", "root"], strict=True)
    ]
    marks = heard(text, ("The mayor", "the nurse"), ("felt",), "that the river rose").marks
    near = Heard(marks=marks)
    assert told(text, near)[0][0] == "the nurse"
    assert told(text, Heard(tree=Tree(nodes=tuple(nodes)), marks=marks))[0][0] == "The mayor"


def test_a_source_grows_to_its_noun_phrase_up_to_a_comma() -> None:
    text = "The town's old chronicle, which has no author, tells of a flood."
    words = ["The", "town's", "old", "chronicle", "which", "author", "tells"]
    heads, relations = [3, 3, 3, 6, 5, 3, 6], ["det", "nmod:poss", "amod", "nsubj"]
    nodes = [
        Node(start=s, end=e, text=w, head=h, relation=r, sort="X")
        for w, (s, e), h, r in zip(
            words,
            place(text, *words),
            heads,
            [*relations, "nsubj", "acl:relcl", "root"],
            strict=True,
        )
    ]
    marks = heard(text, ("The town's",), ("tells",), "of a flood").marks
    (found,) = told(text, Heard(tree=Tree(nodes=tuple(nodes)), marks=marks))
    assert found == ("The town's old chronicle", "tells", "of a flood")


def test_a_source_between_two_cues_is_parted_at_its_comma() -> None:
    text = "According to the mayor, the baker insists that the mill is old."
    marks = heard(
        text, ("the mayor, the baker",), ("According to", "insists"), "that the mill is old"
    )
    assert told(text, marks)[-1] == ("the baker", "insists", "that the mill is old")


def test_nobody_is_named_where_no_source_is_marked() -> None:
    text = "It was feared that the river rose."
    assert told(text, heard(text, (), ("was feared",), "that the river rose")) == [
        (None, "was feared", "that the river rose")
    ]


TEXT = "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 2
STRETCHES = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=4,
).map(lambda found: tuple(sorted(found)))


@given(sources=STRETCHES, cues=STRETCHES, contents=STRETCHES)
def test_nothing_is_taken_that_is_not_marked(
    sources: tuple[tuple[int, int], ...],
    cues: tuple[tuple[int, int], ...],
    contents: tuple[tuple[int, int], ...],
) -> None:
    marks = Marks(sources=sources, cues=cues, contents=contents)
    for one in attributions(TEXT, Heard(marks=marks)):
        assert one.cue in cues
        assert one.source is None or one.source in sources  # no tree: nothing is grown
        assert one.content[0] in {c[0] for c in contents} | {c[1] for c in cues}
        assert one.content[1] in {c[1] for c in contents}
