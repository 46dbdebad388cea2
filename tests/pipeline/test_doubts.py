"""What a reader doubts about a document it could read is shown, and is no failure."""

from solferino.model import Receipt
from solferino.plugins import find, kit
from solferino.read.opening import Opened, open_original

ARABIC = "قصفت الطائرات مستشفى المدينة صباح الأربعاء وقتل ثلاثة أشخاص على الأقل بينهم ممرضة. " * 4


def opened(name: str, data: bytes) -> Opened:
    readers = kit(find()).readers
    receipt = Receipt(original="0" * 64, name=name)
    return open_original(receipt, data, readers, lambda _, task: task())


def test_a_guessed_encoding_is_a_doubt_about_a_document_that_was_read() -> None:
    found = opened("wire.txt", ARABIC.encode("windows-1256"))

    assert [d.text for d in found.documents] == [ARABIC]
    assert [p.stage for p in found.problems] == ["doubt"]
    assert found.problems[0].document == found.documents[0].id


def test_a_text_read_without_doubt_has_no_problem() -> None:
    found = opened("wire.txt", ARABIC.encode())

    assert found.problems == ()
