"""Decoding keeps every character, or says what was lost, or refuses."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.errors import UnreadableError
from solferino.read.encoding import ALLOWED, GUESSED, decode, doubts
from solferino.text.normal import normal

ARABIC = (
    "قالت مديرة العيادة في بلدة أوسافار إن قذيفتين أصابتا ساحة المبنى مساء الثلاثاء. "
    "لم يصب أحد بأذى، لكن الصيدلية احترقت ونقل المرضى إلى الطابق السفلي. "
)
RUSSIAN = (
    "Заведующая больницей в городке Оссавар сообщила, что во двор попали два снаряда. "
    "Никто не пострадал, но аптека сгорела, и больных перевели в подвал. "
)
FRENCH = "La clinique a été touchée à l’aube ; la façade est abîmée, aucun blessé n’a été signalé. "
READABLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), min_size=1
)


@given(READABLE)
def test_utf_8_decodes_to_the_same_characters(text: str) -> None:
    assert decode(text.encode()).text == text


@given(READABLE)
@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_and_left_out(mark: str, text: str) -> None:
    assert decode(text.encode(mark)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, RUSSIAN, FRENCH])
def test_utf_16_without_a_mark_is_known_by_its_zero_bytes(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding, found.guessed) == (text, encoding, False)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1256", ARABIC),
        ("iso8859_6", ARABIC),
        ("cp1251", RUSSIAN),
        ("koi8_r", RUSSIAN),
        ("cp1252", FRENCH),
    ],
)
def test_old_encodings_come_out_right_and_the_guess_is_told(encoding: str, text: str) -> None:
    found = decode((text * 3).encode(encoding))
    assert found.text == text * 3
    assert found.guessed
    assert [p.stage for p in doubts("a.txt", found)] == ["read"]


@pytest.mark.parametrize("encoding", GUESSED)
def test_every_encoding_that_may_be_guessed_may_be_declared(encoding: str) -> None:
    assert codecs.lookup(encoding).name in ALLOWED


def test_a_declared_encoding_is_no_guess() -> None:
    found = decode("Łódź".encode("cp1250"), "windows-1250")
    assert (found.text, found.guessed) == ("Łódź", False)
    assert doubts("a.html", found) == ()


@pytest.mark.parametrize("declared", ["utf-7", "punycode", "base64", "no-such", "x; y", "utf-8"])
def test_a_declaration_that_cannot_be_meant_is_passed_over(declared: str) -> None:
    assert decode(FRENCH.encode("cp1252") * 3, declared).text == FRENCH * 3


def test_latin_1_is_read_as_browsers_do() -> None:
    assert decode(b"\x93No.\x94 \xe9", "iso-8859-1").text == "“No.” é"


def test_a_cut_last_character_is_shown_and_told() -> None:
    found = decode("قصف".encode()[:-1])
    assert found.text == "قص\ufffd"
    assert found.damaged == 1
    assert "1 places" in doubts("a.txt", found)[0].message


def test_one_damaged_byte_does_not_spoil_the_rest() -> None:
    data = bytearray(ARABIC.encode())
    data[20] = 0xFF
    found = decode(bytes(data))
    assert found.encoding == "utf-8"
    assert found.text[40:] == ARABIC[-len(found.text) + 40 :]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x00" * 64,
        b"\x7fELF\x02\x01\x01\x00" + bytes(64),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        codecs.BOM_UTF16_LE + bytes(31),
    ],
)
def test_binary_data_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data)
    assert refused.value.remedy


@pytest.mark.parametrize("times", [1, 2, 3])
def test_text_encoded_again_and_again_is_still_text(times: int) -> None:
    text = FRENCH * 3
    for _ in range(times):
        text = text.encode().decode("latin-1")
    assert decode(text.encode()).text == normal(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except UnreadableError:
        return
    assert normal(found.text) == found.text
