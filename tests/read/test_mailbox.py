"""A mailbox is opened into its messages."""

import mailbox
from pathlib import Path

import pytest
from tests.read.messages import READERS, members, message, read

from solferino.errors import UnreadableError
from solferino.ports import Sample
from solferino.read.auction import winner
from solferino.read.mail import MailboxReader, MailReader


def mbox(path: Path, *bodies: str) -> bytes:
    box = mailbox.mbox(str(path))
    for body in bodies:
        box.add(mailbox.mboxMessage(message(body)))
    box.close()
    return path.read_bytes()


def test_a_mailbox_gives_each_message_and_undoes_what_it_did_to_them(tmp_path: Path) -> None:
    data = mbox(tmp_path / "a", "One.\nFrom here on\n", "Two.\n\nFrom 10:00 on it burned.\n")
    assert MailReader().bid(Sample(name="a.mbox", data=data)) == 0
    assert isinstance(winner(Sample(name="a.mbox", data=data), READERS), MailboxReader)
    found = members(data, MailboxReader(), "a.mbox")
    assert [m.name for m in found] == ["0001.eml", "0002.eml"]
    assert read(found[0].data).text.endswith("One.\nFrom here on")
    assert read(found[1].data).text.endswith("Two.\n\nFrom 10:00 on it burned.")


def test_a_mailbox_of_one_message_is_read_as_that_message(tmp_path: Path) -> None:
    data = mbox(tmp_path / "a", "One.\n")
    assert isinstance(winner(Sample(name="a.mbox", data=data), READERS), MailReader)
    assert read(data, "a.mbox").text.endswith("One.")
    with pytest.raises(UnreadableError):
        read(mbox(tmp_path / "b", "One.\n", "Two.\n"), "b.mbox")
