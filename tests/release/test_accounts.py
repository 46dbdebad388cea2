"""An account is withheld by its handle wherever it stands: in prose, in addresses, in a value."""

import pytest

from solferino.model import Document, Reading, Receipt, document_of
from solferino.redact import accounts_pattern, contacts, without_contacts
from solferino.release.excerpt import Allowed, excerpt
from solferino.release.people import Roll
from solferino.release.sources import handles
from solferino.text.segment import Slice

POST = "https://posts.example/hesk_rescue77/status/99123456"


def document(text: str) -> Document:
    reading = Reading(text=text, media_type="text/plain")
    return document_of(Receipt(original="0" * 64, name="a.txt"), reading, "plain/1")


@pytest.mark.parametrize(
    "address",
    [
        POST,
        "https://social.example/web/marel_7/posts/4411",
        "http://video.example/channel/UC77aa",
        "https://forum.example/users/marel",
    ],
)
def test_the_address_of_a_post_or_an_account_is_a_contact_on_any_host(address: str) -> None:
    assert without_contacts(f"See {address}.") == "See [profile address withheld]."


@pytest.mark.parametrize(
    "address",
    ["https://news.example/world/2031/03/hospital", "https://un.example/reports/status-of-care"],
)
def test_the_address_of_an_article_is_none(address: str) -> None:
    assert contacts(f"See {address}.") == ()


def test_a_known_handle_is_withheld_without_its_sign_and_in_every_address() -> None:
    accounts = accounts_pattern(["@hesk_rescue77", "@rescue"])
    told = "hesk_rescue77 filmed it (https://old.example/f/rescue/12, old.example/hesk_rescue77)."
    left = "[name withheld] filmed it ([name withheld], [name withheld])."
    assert without_contacts(told, accounts) == left
    assert without_contacts("The rescue went on.", accounts) == "The rescue went on."
    assert accounts_pattern([]) is None


def test_in_the_words_of_a_value_as_well() -> None:
    source = document("@hesk_rescue77 filmed the ward. A video at https://v.example/hesk_rescue77")
    own = source.text.index("video")
    allowed = Allowed(values=(Slice(start=own, end=len(source.text)),))
    accounts = accounts_pattern(handles([source]))
    made = excerpt(source, allowed, "sentence", Roll(()), accounts)
    assert "rescue77" not in made.document.text
    assert "A video at [name withheld]" in made.document.text


def test_a_first_name_in_the_words_of_a_figure_is_withheld_where_no_name_was_let_out() -> None:
    source = document("The girl, Lumi, 9, died of her wounds at the Ambrose Clinic.")
    clinic = source.text.index("Ambrose")
    figure = Slice(start=0, end=len(source.text) - 1)
    names = (Slice(start=clinic, end=clinic + len("Ambrose Clinic")),)
    for harmed, left in (((figure,), "[name withheld]"), ((), "Lumi")):
        allowed = Allowed(values=(figure,), names=names, harmed=harmed)
        text = excerpt(source, allowed, "sentence", Roll(())).document.text
        assert text == f"The girl, {left}, 9, died of her wounds at the Ambrose Clinic."
