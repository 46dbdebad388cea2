"""Contacts are found however they are written, and nothing else is."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solferino.redact import Kind, contacts, names_pattern, without_contacts


def found(text: str) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.kind) for c in contacts(text)]


@pytest.mark.parametrize(
    "number",
    [
        "+99 21 555 0147",
        "+9921555 0147",
        "+99 (0)21 555-01-47",
        "(+99) 21 5550147",
        "＋99215550147",
        "0099215550147",
        "00 99 21 555 01 47",
        "+99\u00a021\u202f555\u20110147",
        "+\u202d99215550147",
        "021 555 01479",
        "0215-550-147",
        "(021) 555 0147",
        "(212) 555-0147",
        "212-555-0147",
        "01.55.50.14.79",
        "+٩٩٢١٥٥٥٠١٤٧",
        "٠٠٩٩٢١٥٥٥٠١٤٧",
        "99215550147+",
        "۰۲۱۵۵۵۰۱۴۷",
    ],
)
def test_a_phone_number_is_found_without_any_word_beside_it(number: str) -> None:
    assert found(f"write, or {number}. At night") == [(number, "phone")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel. 555 014", "555 014"),
        ("Telephone number: 123 456 789", "123 456 789"),
        ("WhatsApp 99215550147", "99215550147"),
        ("call us at 555-0147 today", "555-0147"),
        ("please dial 5550147", "5550147"),
        ("هاتف: ٥٥٥٠١٤٧", "٥٥٥٠١٤٧"),
        ("телефон 555-01-47", "555-01-47"),
        ("Fax no. 5 550 147", "5 550 147"),
        ("550 1479 (mobile), 550 147 (tel)", "550 147"),
    ],
)
def test_a_local_number_is_found_by_the_word_beside_it(text: str, number: str) -> None:
    assert found(text) == [(number, "phone")]


def test_every_number_of_a_list_is_found() -> None:
    numbers = ["555 014", "555 015", "555 016"]
    assert [words for words, _ in found("Tel: 555 014, 555 015 or 555 016.")] == numbers
    assert len(found("021 555 0147/021 555 0148")) == 2
    assert len(found("+99 21 555 0147 +99 21 555 0148")) == 2


def test_a_number_that_a_line_break_cuts_is_found_whole() -> None:
    assert found("on +99 21\n555 0147.") == [("+99 21\n555 0147", "phone")]


def test_a_date_right_after_a_number_stays() -> None:
    assert without_contacts("+99 21 555 01 47 2031-05-04") == "[phone withheld] 2031-05-04"


@pytest.mark.parametrize(
    "address",
    [
        "name@domain.example",
        "first.last+tag@mail.domain.example",
        "name@localhost",
        "اسم@نطاق.example",
        "name＠domain.example",
        "name&#64;domain.example",
        "name @ domain.example",
        "name (at) domain dot example",
        "name (at) domain.example",
        "name[at]domain",
        "name [at] domain [dot] example",
        "name {at} domain {dot} co {dot} example",
        "name AT domain DOT example",
        "n" * 200 + "@domain.example",
        "[email protected]",
        "[email\u00a0protected]",
    ],
)
def test_an_email_address_is_found_plain_or_obscured(address: str) -> None:
    assert found(f"Write to {address}, please") == [(address, "e-mail")]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("— Osk (@osk_marrow) 5 May", "@osk_marrow"),
        ("via @osk.marrow.", "@osk.marrow"),
        ("on @osk@lantern.example now", "@osk@lantern.example"),
        ("كتب @أوسكار اليوم", "@أوسكار"),
        ("posted by u/osk_marrow", "u/osk_marrow"),
    ],
)
def test_a_handle_is_found(text: str, handle: str) -> None:
    assert found(text) == [(handle, "handle")]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/osk.marrow",
        "twitter.com/osk/status/12",
        "https://x.com/osk?s=20",
        "t.me/brenholt_news",
        "https://wa.me/99215550147",
        "https://lantern.example/@osk",
        "youtube.com/@osk",
    ],
)
def test_the_address_of_a_profile_is_found(address: str) -> None:
    assert found(f"See ({address}), there") == [(address, "profile address")]


@pytest.mark.parametrize(
    "position",
    [
        "12.34567, -3.45678",
        "12.3456° N, 3.4567° W",
        "12.34567 3.45678",
        "12°34'56.7\"N",
        "8FVC9G8F+6X",
        "33X VG 74594 43594",
        "///lantern.quarry.clinic",
        "١٢٫٣٤٥٦٧، ٣٫٤٥٦٧٨",
    ],
)
def test_exact_coordinates_are_found(position: str) -> None:
    assert found(f"The clinic ({position}) burned") == [(position, "coordinates")]


def test_three_decimals_are_a_position_only_after_a_word_that_says_so() -> None:
    assert found("coordinates: 12.345, 3.456") == [("12.345, 3.456", "coordinates")]
    assert found("rose from 12.345, 13.456 the year before") == []


@pytest.mark.parametrize(
    "text",
    [
        "4,000 consultations a month for 90,000 children in 2016-2017",
        "270-300 staff, 12 000 000 people, 1 000 000 000 of them, 2 001 234 567 in all",
        "5 045 123 456 dollars, 1.234.567 euros, 12'345'678 francs",
        "on 2031-05-04, 04.05.2031, 4/5/2031, 01-02-2031 10.30, 01.02.31-05.02.31",
        "from 2031-05-04/2031-05-09, at 09:40 or 21.30, 2011 2012 2013 2014",
        "ISBN 978-0-306-40615-7, ISBN 0306406152, ISBN-10: 0-306-40615-2, ISSN 0378-5955",
        "doi:10.1000/0123456789, S/2016/0123456789, resolution 2254 (2015)",
        "case 20310045, id 12345678901234567890, sha 00530531205407ab, 0.123456789",
        "they arrived [at] the clinic. we were [at] home. look at that dot",
        "call for 250 000 volunteers; contact 1 250 000 people; phone 20 minutes before",
        "at 20°C, 5°, 30 @ 10:30, @ noon, #hashtag, netflix.com/title, 20 percent +3",
        "٤٬٠٠٠ استشارة في ٢٠١٦-٢٠١٧ يوم ٤ مايو ٢٠٣١",
        "the signal 12, the hotline rang, page 12-15, 145 (2021) beds, 2-1, 10-0",
    ],
)
def test_ordinary_numbers_dates_and_identifiers_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d-%m-%Y"]))
def test_no_date_is_a_contact(day: date, form: str) -> None:
    assert found(f"on {day.strftime(form)}, and until {day.strftime(form)}") == []


@given(st.integers(0, 10**12), st.sampled_from([",", " ", ".", "\u202f", "٬"]))
def test_no_figure_written_in_thousands_is_a_contact(number: int, comma: str) -> None:
    assert found(f"there were {number:,} people".replace(",", comma)) == []


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_range_of_figures_is_a_contact(low: int, high: int) -> None:
    assert found(f"between {low}-{high} people") == []


PIECES = st.lists(
    st.sampled_from(
        [
            "+99 21 555 0147",
            "0099215550147",
            "name@domain.example",
            "@osk",
            "t.me/osk",
            "12.34567, 3.45678",
            "Tel",
            " ",
            ", ",
            "\n",
            "+",
            "@",
            "555 0147",
            "/",
            "2031",
            "(at)",
            "[phone withheld]",
            "ا",
        ]
    )
    | st.text(max_size=4)
).map("".join)


@given(PIECES)
def test_contacts_are_in_order_and_do_not_overlap(text: str) -> None:
    at = 0
    for contact in contacts(text):
        assert at <= contact.start < contact.end <= len(text)
        at = contact.end


@given(PIECES)
@example("name@@osk@domain")
@example("Tel: +99 21 555 0147, 555014")
def test_nothing_is_found_in_what_is_left(text: str) -> None:
    left = without_contacts(text)
    assert contacts(left) == ()
    assert without_contacts(left) == left


@given(PIECES)
def test_what_is_no_contact_stays_as_it_is(text: str) -> None:
    if not contacts(text):
        assert without_contacts(text) == text


KINDS: list[tuple[str, Kind]] = [
    ("+99 21 555 0147", "phone"),
    ("name@domain.example", "e-mail"),
    ("@osk_marrow", "handle"),
    ("t.me/osk", "profile address"),
    ("12.34567, 3.45678", "coordinates"),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_a_visible_mark_stands_in_place_of_a_contact(words: str, kind: Kind) -> None:
    assert without_contacts(f"so ({words}).") == f"so ([{kind} withheld])."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dr. Tamsin Velnour spoke.", "Dr. [name withheld] spoke."),
        ("TAMSIN VELNOUR's ward", "[name withheld]'s ward"),
        ("Tamsin-Velnour and Velnour", "[name withheld] and [name withheld]"),
        ("Velnourium is a metal", "Velnourium is a metal"),
        ("قال تامسين فلنور وتامسين فلنور", "قال [name withheld] [name withheld]"),
        ("Reach Velnour at 0300 555 0199 x", "Reach [name withheld] at [phone withheld] x"),
    ],
)
def test_protected_names_are_withheld_in_any_spelling(text: str, left: str) -> None:
    names = names_pattern(("Tamsin Velnour", "تامسين فلنور"))
    assert without_contacts(text, names) == left
    assert without_contacts(left, names) == left


def test_a_short_family_name_is_withheld_only_with_the_rest() -> None:
    names = names_pattern(("Ida Vo",))
    assert without_contacts("Ida Vo and vo", names) == "[name withheld] and vo"


def test_no_names_withhold_nothing() -> None:
    assert names_pattern(()) is None
    assert names_pattern(("...",)) is None
