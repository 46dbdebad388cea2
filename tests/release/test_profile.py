"""Profiles are lists of what may leave; one that would let out too much is refused."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from solferino.errors import UsageError
from solferino.model import VALUE_TYPES
from solferino.release.profile import profile, profiles, read_profile

PUBLIC = (files("solferino.release") / "profiles" / "public.toml").read_text("utf-8")


def test_five_profiles_come_along_each_with_its_source_and_its_words_in_two_languages() -> None:
    assert set(profiles()) == {"internal", "partner", "public", "ssa-public", "shcc-public"}
    for name, found in profiles().items():
        assert profile(name) == found
        assert set(found.says) == {"en", "ar"}
        assert set(found.claims) <= set(VALUE_TYPES)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("reviewed = true", "reviewed = false"),
        ('named = "cleared"', 'named = "all"'),
        ('gradings = "cleared"', 'gradings = "all"'),
        ('words = "sentence"', 'words = "text"'),
        ('cleared = ["blame", "characterization"]', 'cleared = ["blame"]'),
    ],
)
def test_a_public_profile_lets_nothing_out_that_nobody_reviewed(said: str, instead: str) -> None:
    assert said in PUBLIC
    with pytest.raises(UsageError, match="is public"):
        read_profile(PUBLIC.replace(said, instead))


@pytest.mark.parametrize(
    "text", ["", "name = 1", PUBLIC.replace('"actor"', '"home"'), PUBLIC.replace("[claims]", "[x]")]
)
def test_what_is_no_profile_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_profile(text)
    assert caught.value.remedy


def test_a_profile_of_ones_own_is_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(PUBLIC.replace('name = "public"', 'name = "ours"'), "utf-8")
    assert profile(str(own)).name == "ours"
    with pytest.raises(UsageError, match="no profile"):
        profile("nothing.toml")


def test_a_public_profile_never_names_fields_of_how_a_file_was_got() -> None:
    for found in profiles().values():
        for noun, fields in found.fields.items():
            assert not {"collector", "received_from", "author", "handle"} & set(fields), noun
        if found.public:
            assert "recorded_by" not in str(found.claims)
    assert not re.search(r"acquisition", PUBLIC)
