"""A row of the SHCC incident file: what claims tell, and nothing that they do not."""

from functools import cache

import pytest

from solferino.extract.english import EnglishExtractor
from solferino.model import Reading, Receipt, document_of
from solferino.publish.shcc import Told, row
from solferino.publish.shcc_codebook import codebook
from solferino.resolve.places import GeonamesGazetteer

KILLED, KIDNAPPED = "Health Workers Killed", "Health Workers Kidnapped"
ARRESTED, DOER = "Health Workers Arrested", "Reported Perpetrator"
WEAPON, WHERE = "Weapon Carried/Used", "Location of Incident"


@cache
def _gazetteer() -> GeonamesGazetteer:
    return GeonamesGazetteer()


def coded(text: str, country: str | None = None) -> dict[str, str]:
    reading = Reading(text=text, media_type="text/plain")
    document = document_of(Receipt(original="0" * 64, name="line.txt"), reading, "plain/1")
    told = EnglishExtractor().extract(document, _gazetteer())
    claims, statements = {c.id: c for c in told.claims}, {s.id: s for s in told.statements}
    return row(Told(told.accounts, claims, statements, country))


def test_every_cell_has_a_published_column_and_none_is_made_up() -> None:
    cells = coded("A hospital was bombed by Ruritanian warplanes, killing two nurses.")
    assert set(cells) <= set(codebook().columns)
    assert cells[KILLED] == "2"
    assert cells[WEAPON] == "Aerial Bomb: Plane"
    assert cells[WHERE] == "Health Building"
    assert "Health Workers Injured" not in cells


def test_there_are_36_columns_in_the_published_order() -> None:
    columns = list(codebook().columns)
    assert len(columns) == 36
    assert (columns[0], columns[-1]) == ("Date", "SiND Event ID")


def test_a_text_without_an_attack_gives_no_row() -> None:
    assert coded("The clinic in Marlow opened a new ward for children.") == {}


@pytest.mark.parametrize(
    ("country", "kind"),
    [
        ("SY", "Armed Forces of Government/Self-Declared Government"),
        ("LB", "Foreign Forces: Military"),
        (None, None),
    ],
)
def test_an_army_is_at_home_abroad_or_neither_by_the_country_of_the_attack(
    country: str | None, kind: str | None
) -> None:
    assert coded("A clinic was shelled by Syrian forces.", country).get(DOER) == kind


def test_who_is_held_by_whom_is_told_by_the_words() -> None:
    assert coded("Gunmen kidnapped a doctor from a clinic.").get(KIDNAPPED) == "1"
    assert coded("A doctor was arrested at a clinic by police.").get(ARRESTED) == "1"


def test_a_detail_of_a_figure_is_not_added_to_it() -> None:
    cells = coded("An airstrike on a hospital killed five staff members, including two nurses.")
    assert cells[KILLED] == "5"


def test_a_figure_of_others_has_no_column() -> None:
    assert KILLED not in coded("A rocket hit a clinic and killed three patients.")


def test_words_without_a_number_count_nobody() -> None:
    assert KILLED not in coded("A rocket hit a clinic and nurses were killed.")


def test_the_first_doer_is_coded_unless_several_fought() -> None:
    arrested = (
        "May 2031: A nurse was beaten by relatives of a patient, who were arrested by police."
    )
    assert coded(arrested)[DOER] == "Civilian"
    fought = "May 2031: A clinic was hit in clashes between the Taliban and government forces."
    assert coded(fought).get(DOER, "Multiple") == "Multiple"


def test_what_became_of_captives_is_read_beside_the_claims() -> None:
    text = "May 2031: A doctor was kidnapped by gunmen. He was released two days later."
    reading = Reading(text=text, media_type="text/plain")
    document = document_of(Receipt(original="0" * 64, name="line.txt"), reading, "plain/1")
    told = EnglishExtractor().extract(document, _gazetteer())
    claims, statements = {c.id: c for c in told.claims}, {s.id: s for s in told.statements}
    cells = row(Told(told.accounts, claims, statements, documents={document.id: text}))
    assert cells["Known Kidnapping or Arrest Outcome"] == "Freed"


def test_a_heavy_weapon_beside_a_facility_is_no_damage_to_it() -> None:
    column = "Number of Attacks on Health Facilities Reporting Damaged"
    assert coded("May 2031: A hospital was hit by artillery.")[column] == "1"
    assert column not in coded("May 2031: A shell hit a field near a hospital.")


def test_others_beside_a_health_worker_are_counted_as_health_workers() -> None:
    alike = "May 2031: One paramedic was killed and three others were wounded at a clinic."
    assert coded(alike)["Health Workers Injured"] == "3"
    apart = "May 2031: One patient was killed and three others were wounded at a clinic."
    assert "Health Workers Injured" not in coded(apart)


def test_a_vehicle_that_is_fired_at_is_counted_as_damaged() -> None:
    column = "Health Transportation Damaged"
    assert coded("May 2031: Two ambulances were shot at by soldiers.")[column] == "2"
    assert column not in coded("May 2031: Two ambulances were stopped by soldiers.")


def test_who_was_beaten_is_counted_over_a_whole_list() -> None:
    cells = coded("May 2031: Gunmen beat two nurses and a cleaner at a clinic.")
    assert cells["Health Workers Assaulted"] == "3"


def test_an_effect_is_told_of_all_that_it_joins() -> None:
    cells = coded("May 2031: A clinic and two ambulances were destroyed by shells.")
    assert cells["Number of Attacks on Health Facilities Reporting Destruction"] == "1"
    assert cells["Health Transportation Destroyed"] == "2"


def test_how_somebody_is_held_is_read_behind_a_list() -> None:
    cells = coded("May 2031: Seven nurses and seven patients were kidnapped by soldiers.")
    assert (cells.get(KIDNAPPED), cells.get(ARRESTED)) == ("7", None)


DAMAGED = "Number of Attacks on Health Facilities Reporting Damaged"


@pytest.mark.parametrize(
    ("words", "attacks"),
    [
        ("Two clinics were hit by rockets", "2"),
        ("A clinic came under heavy shelling", "1"),
        ("A clinic was attacked with grenades", "1"),
        ("A dispensary suffered damage", "1"),
        ("An ambulance station was shelled", "1"),
        ("A clinic was targeted by protesters", None),
    ],
)
def test_buildings_that_weapons_hit_are_counted_as_damaged(words: str, attacks: str | None) -> None:
    assert coded(f"June 2031: {words} in Marlow.").get(DAMAGED) == attacks


def test_workers_of_any_trade_are_counted_as_assaulted() -> None:
    cells = coded("June 2031: Two radiologists were slapped by relatives of a patient.")
    assert cells["Health Workers Assaulted"] == "2"


def test_a_vehicle_that_is_commandeered_is_taken() -> None:
    cells = coded("June 2031: An ambulance was commandeered by armed men.")
    assert cells["Health Transportation Stolen/Hijacked"] == "1"


def test_who_was_raped_has_a_column_apart_and_is_injured_only_where_that_is_told() -> None:
    plain = coded("May 2031: Two nurses and a number of patients were raped by armed men.")
    assert "Health Workers Injured" not in plain
    hurt = coded("May 2031: Two nurses were raped by armed men and a doctor was wounded.")
    assert hurt["Health Workers Injured"] == "1"


def test_what_killed_somebody_is_no_assault_besides() -> None:
    cells = coded("May 2031: Gunmen strangled a surgeon and a nurse to death at a clinic.")
    assert cells[KILLED] == "2"
    assert not {"Health Workers Assaulted", "Health Workers Injured"} & set(cells)


def test_vehicles_without_a_number_count_none() -> None:
    column = "Health Transportation Damaged"
    assert column not in coded("May 2031: Ambulances were damaged by shelling.")
    assert coded("May 2031: An ambulance was damaged by shelling.")[column] == "1"
