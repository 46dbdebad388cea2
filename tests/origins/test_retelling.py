"""Translations and repeated posts go back to who said it first. All texts are fiction."""

from dataclasses import replace

from tests.origins.news import Desk
from tests.origins.test_translations import ARABIC, ENGLISH, HEARD, POST

from solferino.model import Part


def test_a_translation_goes_back_to_those_who_speak_in_its_source(desk: Desk) -> None:
    news = desk.read("news.txt", ENGLISH, published="2031-03-15", publisher="Tarvel News")
    wire = desk.read("wire.txt", ARABIC, published="2031-03-16", publisher="Tarvel Arabic")
    nurse = desk.say(news, "17 patients were asleep", ("Ilka Sorren", "person"), cue="said")
    desk.claim(nurse, "17 patients")
    own = desk.say(news, "Since January the Velmar Observatory has counted 48 attacks")
    desk.claim(own, "48 attacks")
    found = {o.name: o for o in desk.trace()}
    assert set(found) == {"Ilka Sorren", "Tarvel News"}
    for origin in found.values():
        assert set(origin.documents) == {news.id, wire.id}
        (step,) = [s for s in origin.path if s.source == wire.id]
        assert (step.target, step.how, step.certain) == (news.id, "translates", False)
        assert wire.text[step.evidence.start : step.evidence.end] == step.evidence.text
    assert all(claim.span.document == news.id for claim in desk.claims)


def test_what_a_post_repeats_goes_back_to_who_posted_it_first(desk: Desk) -> None:
    first, second = f"{HEARD}\n— Orla Venn (@orla)", f"{POST}\n— Tesk Daily (@teskdaily)"
    start = len(first) + 2
    parts = (
        Part(kind="post", start=0, end=len(first), author="Orla Venn", date="2031-03-10"),
        Part(
            kind="post",
            start=start,
            end=start + len(second),
            author="Tesk Daily",
            date="2031-03-11",
        ),
    )
    posts = desk.read("posts.json", f"{first}\n\n{second}", parts)
    told = desk.say(posts, HEARD, ("Orla Venn", "person"))
    desk.claim(told, "ambulance")
    again = desk.say(posts, POST, ("Tesk Daily", "media"))
    taken = desk.claim(again, "ambulance")
    (origin,) = desk.trace()
    assert origin.name == "Orla Venn"
    assert taken.id in origin.claims
    assert ("Tesk Daily", origin.id, "copies", False) in {
        (s.source, s.target, s.how, s.certain) for s in origin.path
    }


def test_who_posts_again_what_another_posted_witnesses_none_of_it(desk: Desk) -> None:
    words = f"{HEARD} The lamps went out along the whole street at once."
    start = len(words) + 2
    parts = (
        Part(kind="post", start=0, end=len(words), author="Orla Venn", date="2031-03-10"),
        Part(
            kind="post",
            start=start,
            end=start + len(words),
            author="Tesk Voices",
            date="2031-03-11",
        ),
    )
    posts = desk.read("posts.json", f"{words}\n\n{words}", parts)
    desk.claim(desk.say(posts, HEARD, ("Orla Venn", "person")), "ambulance")
    again = desk.say(posts, "The lamps went out", ("Tesk Voices", "person"))
    at = posts.text.index(again.span.text, start)
    span = posts.span(at, at + len(again.span.text))
    desk.statements[-1] = replace(again, span=span)
    assert [o.name for o in desk.trace()] == ["Orla Venn"]
