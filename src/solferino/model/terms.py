"""The closed lists of the contract, as types. Their meaning is in docs/export.md."""

from typing import Literal, get_args

PartKind = Literal["post", "caption", "quote", "infobox", "boilerplate", "headline", "dateline"]
Act = Literal["asserts", "denies", "admits", "appeals", "warns", "promises", "condemns", "replies"]
Polarity = Literal["positive", "negative"]
Modality = Literal["stated", "hedged", "reported", "conditional", "future"]
Confidence = Literal["high", "medium", "low"]
VoiceKind = Literal[
    "person", "organization", "government", "armed_group", "media", "facility_staff", "unnamed"
]
EntityKind = Literal[
    "facility", "person", "organization", "government", "armed_group", "place", "media"
]
Role = Literal["main", "secondary", "background"]
FacilityRole = Literal["attacked", "receiving", "workplace", "mentioned"]
Precision = Literal[
    "neighbourhood", "town", "district", "province", "country", "part", "near", "outskirts"
]
Basis = Literal["explicit", "explicit_no_year", "weekday", "relative", "event_anchor", "unresolved"]
EventType = Literal[
    "heavy_weapons",
    "individual_weapons",
    "obstruction",
    "threat_or_psychological",
    "removal_of_assets",
    "militarization",
    "abduction_arrest_detention",
    "armed_search",
    "sexual_violence",
    "arson",
    "chemical",
    "cyber",
    "assault",
    "criminalization",
    "other",
]
Weapon = Literal[
    "airstrike",
    "barrel_bomb",
    "missile",
    "rocket",
    "shelling",
    "mortar",
    "artillery",
    "tank",
    "drone",
    "cluster_bomb",
    "mine",
    "grenade",
    "ied",
    "suicide_bomb",
    "gunfire",
    "sniper",
    "knife",
    "arson",
    "chlorine",
    "chemical",
    "explosion",
    "other",
]
Harm = Literal["killed", "injured", "missing", "detained", "trapped", "displaced"]
Group = Literal[
    "children", "health_workers", "patients", "civilians", "combatants", "other", "total"
]
Qualifier = Literal["exact", "at_least", "at_most", "about", "range", "vague", "none"]
Effect = Literal["destroyed", "damaged", "out_of_service", "evacuated", "occupied", "functioning"]
Stance = Literal["alleged", "admitted", "denied"]
Topic = Literal[
    "military_use",
    "warning",
    "coordinates_notified",
    "emblem",
    "intended_target",
    "misfire",
    "own_side",
    "inquiry",
]
Reply = Literal["none", "refused", "promised", "granted", "unknown"]
Outcome = Literal["kept", "not_kept", "unknown"]
Measure = Literal[
    "beds", "consultations", "population_served", "staff", "department", "equipment", "facility"
]
Media = Literal["video", "photo", "audio", "document"]
CopyKind = Literal["verbatim", "altered", "translation", "paraphrase"]
ChangeKind = Literal[
    "denial_dropped",
    "denial_added",
    "hedge_dropped",
    "hedge_added",
    "number_changed",
    "quotation_altered",
    "actor_added",
    "actor_dropped",
    "headline_beyond",
    "left_out",
    "added",
]
OriginKind = Literal[
    "eyewitness",
    "victim",
    "facility_staff",
    "monitor",
    "authority",
    "party",
    "media_own",
    "exhibit",
    "unnamed",
]
FirstHand = Literal["yes", "no", "unknown"]
Relation = Literal["party", "party_affiliated", "independent", "unknown"]
Hop = Literal["cites", "quotes", "copies", "translates", "same_media"]
FigureStatus = Literal["current", "superseded", "corrected", "retracted"]
Verdict = Literal["same", "different", "unsure"]
Decision = Literal["accept", "correct", "reject"]
Review = Literal["proposed", "accepted", "corrected", "rejected"]

DECISIONS: tuple[Decision, ...] = get_args(Decision)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
WEAPONS: tuple[Weapon, ...] = get_args(Weapon)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
FACILITY_ROLES: tuple[FacilityRole, ...] = get_args(FacilityRole)
