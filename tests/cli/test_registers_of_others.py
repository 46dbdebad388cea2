"""Files in the columns of others come in by the command and end as incidents, values and places.

Each file is invented, in the columns that its publisher's own export writes.
"""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
BY = ("--by", "A. Person")
CODERS = {"acled.csv": "ACLED", "airwars.csv": "Airwars"}


def table(head: Sequence[str], *rows: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


ACLED = table(
    (
        *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
        *("sub_event_type", "actor1", "inter1", "actor2", "iso", "region", "country", "admin1"),
        *("admin2", "location", "latitude", "longitude", "geo_precision", "source", "notes"),
        *("fatalities", "tags", "timestamp"),
    ),
    (
        *(
            "TSK101",
            "30 April 2031",
            "2031",
            "1",
            "Political violence",
            "Explosions/Remote violence",
        ),
        *("Shelling/artillery/missile attack", "Military Forces of Tesk", "1", "", "792"),
        *("Middle East", "Syria", "Aleppo", "Tesk", "Tesk", "36.1", "37.1", "1", "Ember"),
        *("On 30 April 2031, shells hit a clinic in Tesk. 3 fatalities.", "3", "", "1934"),
    ),
    (
        *("TSK102", "2 May 2031", "2031", "2", "Political violence", "Violence against civilians"),
        *("Attack", "Unidentified Armed Group", "3", "Medics", "792"),
        *("Middle East", "Syria", "Aleppo", "Veld", "Veld", "36.2", "37.2", "1", "Ember"),
        *("Around 2 May 2031, gunmen attacked medics in Veld.", "0", "", "1935"),
    ),
)
AIRWARS = table(
    (
        *("unique_reference_code", "date", "country", "location", "belligerent", "strike type"),
        *("killed_min", "killed_max", "injured_min", "injured_max", "summary"),
    ),
    (
        *(
            "TESK0001",
            "30/04/2031",
            "Syria",
            "Tesk",
            "Tesk Army",
            "Airstrike",
            "3",
            "5",
            "10",
            "12",
        ),
        "Between three and five civilians were killed when a clinic in Tesk was hit.",
    ),
)
ATLOS = table(
    (
        *("slug", "project", "description", "date", "status", "sensitive", "inserted_at"),
        *("updated_at", "latitude", "longitude", "country", "city", "equipment", "killed"),
        *("source_1", "source_2"),
    ),
    (
        *("T7XQ2A", "Tesk", "Clinic hit by rockets", "2031-04-30", "Completed", "Not Sensitive"),
        *("2031-05-01T10:00:00Z", "2031-05-02T10:00:00Z", "36.1", "37.1", "Syria", "Tesk"),
        *("Rocket", "3", "https://ember.example/a", "https://ember.example/b"),
    ),
)
ARCHIVED = table(
    (
        *("Link", "Archive status", "Archive location", "Archive date", "Thumbnail"),
        *("Timestamp", "Text", "Screenshot", "Hash", "Title"),
    ),
    (
        *("https://post.example/1", "success", "https://store.example/1", "2031-05-01T09:00:00Z"),
        *("", "2031-04-30T18:20:00Z"),
        "Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses.",
        *("", "ab12", "Clinic hit"),
    ),
    (
        *("https://post.example/2", "nothing archived", "", "2031-05-01T09:01:00Z"),
        *("", "", "", "", "", ""),
    ),
)
BAYANAT = json.dumps(
    [
        {
            "class": "bulletin",
            "id": 71,
            "originid": "V-71",
            "title": "Clinic in Tesk",
            "description": "A film shows a damaged clinic in Tesk.",
            "source_link": "https://post.example/71",
            "publish_date": "2031-05-01",
            "sources": [{"title": "Tesk Film Group"}],
            "events": [
                {
                    "title": "Shelling",
                    "from_date": "2031-04-30T10:00",
                    "eventtype": {"title": "Shelling"},
                    "location": {"title": "Tesk", "country": {"title": "Syria"}},
                }
            ],
        }
    ]
).encode()


@pytest.fixture
def empty(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "case"
    assert command("new", path).code == 0
    return path


DAY = ("2031-04-30", "2031-04-30")
FILES = {  # the file, its mapping, who coded it where that is not told, and its incidents
    "acled.csv": (
        ACLED,
        "acled",
        (),
        [
            ("Tesk", "SY", *DAY, ["heavy_weapons"], ["shelling"], [(3, 3)], []),
            ("Veld", "SY", "2031-04-29", "2031-05-05", [], [], [], []),
        ],
    ),
    "airwars.csv": (
        AIRWARS,
        "airwars",
        (),
        [("Tesk", "SY", *DAY, ["heavy_weapons"], ["airstrike"], [(3, 5)], ["Tesk Army"])],
    ),
    "atlos.csv": (
        ATLOS,
        "atlos",
        ("--coder", "Tesk Watch"),
        [("Tesk", "SY", *DAY, ["heavy_weapons"], ["rocket"], [(3, 3)], [])],
    ),
    "bayanat.json": (
        BAYANAT,
        "bayanat",
        ("--coder", "Veld Archive"),
        [("Tesk", "SY", *DAY, ["heavy_weapons"], [], [], [])],
    ),
    "archived.csv": (
        ARCHIVED,
        "auto-archiver",
        (),
        [("Tesk", None, *DAY, ["heavy_weapons"], ["rocket"], [(3, 3)], [])],
    ),
}


def told(incident: dict[str, Any]) -> tuple[object, ...]:
    """Give where, when and how an incident was, who was killed and who is blamed."""
    killed = [(t["min"], t["max"]) for t in incident["casualties"] if t["kind"] == "killed"]
    return (
        incident["place"],
        incident["country"],
        incident["date"]["earliest"],
        incident["date"]["latest"],
        incident["event_types"],
        incident["weapons"],
        killed,
        [r["actor"] for r in incident["responsibility"]],
    )


@pytest.mark.parametrize("name", FILES)
def test_rows_of_others_end_as_incidents(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    data, mapping, coder, expected = FILES[name]
    file = tmp_path / name
    file.write_bytes(data)
    entered = command("import", empty, file, "--yes", "--json", *coder, *BY)
    assert entered.code == 0
    assert entered.json["mapping"] == mapping
    out = tmp_path / "case.json"
    assert command("export", empty, "--as", "json", "-o", out).code == 0
    case = json.loads(out.read_bytes())
    found = sorted(case["incidents"], key=lambda i: i["place"])
    assert [told(incident) for incident in found] == expected
    monitors = [o["name"] for o in case["origins"] if o["kind"] == "monitor"]
    assert monitors == ([] if mapping == "auto-archiver" else [coder[1] if coder else CODERS[name]])
    texts = {d["id"]: d["text"] for d in case["documents"]}
    for claim in case["claims"]:  # every value opens on its cell
        assert texts[claim["document"]][claim["start"] : claim["end"]] == claim["text"]
    assert command("check", empty).code == 0
