"""A selection of incidents: nothing of any other leaves, and it is a series of its own."""

from dataclasses import replace

import pytest
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, reviewed
from tests.release.test_published import told

from solferino.errors import UsageError
from solferino.model import Clearances, Release
from solferino.ports import Picture
from solferino.publish.chosen import found, narrowed
from solferino.publish.dossier import Dossier
from solferino.publish.speech import speeches
from solferino.publish.view import View
from solferino.release.issue import Issue, Setting, issue
from solferino.release.profile import profiles
from solferino.release.published import publish
from solferino.release.selection import ELSEWHERE

FIRST, SECOND = (i.id for i in make_picture().incidents)


@pytest.fixture(scope="module")
def accepted() -> Picture:
    return reviewed(make_picture(), lambda _: True)


def issued(picture: Picture, chosen: str | None, releases: tuple[Release, ...] = ()) -> Issue:
    setting = Setting(
        at="2031-05-08T09:00:00Z",
        practice=False,
        exporters=(),
        chosen=frozenset({chosen}) if chosen else None,
        called="the generator" if chosen else "",
    )
    return issue(picture, profiles()["public"], (Clearances(()), releases), SECRET, setting)


def test_incidents_are_found_by_the_beginning_of_their_ids(accepted: Picture) -> None:
    assert found(accepted, [SECOND[:8], SECOND, FIRST]) == tuple(sorted((FIRST, SECOND)))
    for wanted in ("", "no such id"):
        with pytest.raises(UsageError):
            found(accepted, [wanted])


@pytest.mark.parametrize("chosen", [FIRST, SECOND])
def test_a_narrowed_picture_holds_together_and_names_no_other_incident(
    accepted: Picture, chosen: str
) -> None:
    left = narrowed(accepted, [chosen])
    View(left).register  # noqa: B018  (every link leads somewhere)
    dossier = Dossier(left, "2031-05-09")
    assert len(dossier.names) == 2 * len(speeches())
    pages = b"".join(dossier.page(name) for name in dossier.names).decode()
    (other,) = {FIRST, SECOND} - {chosen}
    title = next(i.title for i in accepted.incidents if i.id == other)
    assert title not in pages
    assert other not in told(left).replace(chosen, "")


def test_all_incidents_chosen_leave_what_no_choice_leaves(accepted: Picture) -> None:
    every = frozenset({FIRST, SECOND})
    profile, nobody = profiles()["public"], Clearances(())
    one = publish(accepted, profile, nobody, SECRET, every).picture
    turned = replace(accepted, claims=accepted.claims[::-1], accounts=accepted.accounts[::-1])
    assert one == publish(turned, profile, nobody, SECRET, every).picture
    tied = {c for a in accepted.accounts for c in a.claims}
    whole = publish(accepted, profile, nobody, SECRET).picture
    assert [(i.id, i.title) for i in one.incidents] == [(i.id, i.title) for i in whole.incidents]
    assert len(one.claims) <= len([c for c in accepted.claims if c.id in tied])


def test_of_the_others_nothing_leaves_and_the_page_says_so(accepted: Picture) -> None:
    made = issued(accepted, SECOND)
    assert set(made.published.incidents) == {SECOND}
    page = made.files["release.html"].decode()
    assert "public: the generator" in page
    assert ELSEWHERE in page
    for words in ("mortar", "three patients", "four dead"):
        assert words not in told(made.published.picture)
        assert words not in page


def test_a_selection_is_a_series_of_its_own_and_shares_the_numbers(accepted: Picture) -> None:
    whole = issued(accepted, None)
    part = issued(accepted, SECOND, (whole.release,))
    assert (part.release.series, part.release.number) == ("public: the generator", 1)
    number = dict(whole.published.picture.numbers)[whole.published.incidents[SECOND]]
    assert [p.number for p in part.release.incidents] == [number]
    again = issued(accepted, None, (whole.release, part.release))
    assert not again.fresh
    assert again.files == whole.files
