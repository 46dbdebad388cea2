"""Verbs are inflected as English has it, and a tree tells its doers and what it leaves undone."""

import pytest

from solferino.extract.clausal import DATA, Clausal, alike, inflected, present
from solferino.extract.syntax.tree import Node, Tree

FORMS = {
    "rob": "rob robs robbed robbing",
    "raid": "raid raids raided raiding",
    "seize": "seize seizes seized seizing",
    "carry": "carry carries carried carrying",
    "destroy": "destroy destroys destroyed destroying",
    "tie": "tie ties tied tying",
    "free": "free frees freed freeing",
    "ambush": "ambush ambushes ambushed ambushing",
    "machine-gun": "machine-gun machine-guns machine-gunned machine-gunning",
    "target": "target targets targeted targeting",
    "strike": "strike strikes struck striking",
    "set": "set sets setting",
    "kidnap": "kidnap kidnaps kidnaped kidnapped kidnaping kidnapping",
}


@pytest.mark.parametrize("verb", FORMS)
def test_a_verb_has_its_forms_and_no_others(verb: str) -> None:
    assert inflected(verb) == set(FORMS[verb].split())


def test_an_irregular_verb_has_no_form_made_by_the_rule_of_the_past() -> None:
    for verb, past in DATA["irregular"].items():
        assert {f for f in inflected(verb) - present(verb) if not f.endswith("ing")} <= set(past)


def test_what_is_present_and_past_alike_is_told_from_what_is_not() -> None:
    assert {"hit", "set", "beat"} <= alike()
    assert not {"come", "run", "overrun", "strike"} & alike()


def sentence(*words: tuple[str, int, str, str]) -> Clausal:
    """Build a sentence of words with their head, relation and class."""
    nodes, at = [], 0
    for text, head, relation, sort in words:
        nodes.append(
            Node(start=at, end=at + len(text), text=text, head=head, relation=relation, sort=sort)
        )
        at += len(text) + 1
    return Clausal(Tree(nodes=tuple(nodes)))


def test_an_agent_does_what_a_passive_tells_and_a_subject_what_is_active() -> None:
    passive = sentence(
        ("nurses", 1, "nsubj:pass", "NOUN"),
        ("taken", 1, "root", "VERB"),
        ("by", 3, "case", "ADP"),
        ("gunmen", 1, "obl:agent", "NOUN"),
        ("and", 5, "cc", "CCONJ"),
        ("deserters", 3, "conj", "NOUN"),
    )
    assert list(passive.agents(1)) == [3, 5]
    active = sentence(
        ("gunmen", 1, "nsubj", "NOUN"),
        ("entered", 1, "root", "VERB"),
        ("and", 3, "cc", "CCONJ"),
        ("looted", 1, "conj", "VERB"),
    )
    assert list(active.agents(3)) == [0]


def test_what_is_planned_or_denied_is_undone_and_what_stands_beside_it_is_not() -> None:
    told = sentence(
        ("they", 1, "nsubj", "PRON"),
        ("planned", 1, "root", "VERB"),
        ("to", 3, "mark", "PART"),
        ("raid", 1, "xcomp", "VERB"),
        ("and", 5, "cc", "CCONJ"),
        ("fired", 1, "conj", "VERB"),
    )
    assert told.undone(3)
    assert not told.undone(5)
