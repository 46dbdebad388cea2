"""Invented registers in the layouts of real ones: made places, people and bodies."""

import csv
import io
from collections.abc import Sequence

SHCC_HEAD = (
    "Date",
    "Event Description",
    "Country",
    "Country ISO",
    "Admin 1",
    "Latitude",
    "Reported Perpetrator",
    "Reported Perpetrator Name",
    "Weapon Carried/Used",
    "Location ",
    "Number of Attacks on Health Facilities Reporting Destruction",
    "Number of Attacks on Health Facilities Reporting Damaged",
    "Obstruction to Health Care",
    "Health Workers Killed",
    "Health Workers Kidnapped",
    "SiND Event ID",
)
SHCC_TAGS = ("#date", "", "#country +name", *("" for _ in range(12)), "#event +id")
SHCC_ROWS = (
    (
        "2031-04-30 00:00:00",
        "30 April 2031: Rockets of the Front struck the Orrin clinic, and two nurses died.",
        "Sudan",
        "SDN",
        "Tesk",
        "12.5",
        "NSA",
        "Tesk Liberation Front",
        "Rocket",
        "Health Building",
        "0",
        "1",
        "False",
        "2",
        "0",
        "90001",
    ),
    (
        "2031-05-02 00:00:00",
        "2 May 2031: Armed men held an ambulance and led its driver away.",
        "Sudan",
        "SDN",
        "Veld",
        "13.1",
        "No Information",
        "",
        "Firearms",
        "Road",
        "0",
        "0",
        "True",
        "0",
        "1",
        "90002",
    ),
)
SSA_HEAD = (
    "Attack Date",
    "Attack ID",
    "Attack Time",
    "Country / Territory",
    "Certainty Level",
    "Attack Type",
    "Total Injured",
    "Total Death",
    "HW Abduction",
)
SSA_ROWS = (
    (
        "4/30/31 12:00 AM",
        "SDN000001",
        "Time Unknown",
        "Sudan",
        "Confirmed",
        "Violence with heavy weapons (tanks), Obstruction to health care delivery (e.g. legal)",
        "0",
        "2",
        "0",
    ),
)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Write a table as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode()


def shcc(rows: Sequence[Sequence[str]] = SHCC_ROWS) -> bytes:
    """Write the incident file, with its row of tags."""
    return table(SHCC_HEAD, [SHCC_TAGS, *rows])
