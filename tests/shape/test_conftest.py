"""The tests' own promises: no way to the network, no test skipped unseen."""

import socket
from pathlib import Path
from typing import Any

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
ELSEWHERE = "192.0.2.1"  # reserved for documentation: nobody answers there


@pytest.fixture
def house(request: pytest.FixtureRequest) -> Any:
    """Find the conftest of all tests among the plugins."""
    plugins = request.config.pluginmanager.get_plugins()
    return next(p for p in plugins if getattr(p, "__file__", None) == str(CONFTEST))


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_a_socket_that_goes_elsewhere_fails(house: Any, kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as sock, pytest.raises(house.OutsideError):
        sock.connect((ELSEWHERE, 80))


def test_a_datagram_to_elsewhere_fails(house: Any) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
        pytest.raises(house.OutsideError),
    ):
        sock.sendto(b"hello", (ELSEWHERE, 53))


def test_asking_for_the_address_of_a_name_fails(house: Any) -> None:
    with pytest.raises(house.OutsideError):
        socket.getaddrinfo("example.org", 443)


@pytest.mark.parametrize("address", ["0.0.0.0", "", ELSEWHERE])  # noqa: S104  (is refused)
def test_listening_to_others_fails(house: Any, address: str) -> None:
    with socket.socket() as sock, pytest.raises(house.OutsideError):
        sock.bind((address, 0))


def test_this_machine_may_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("localhost", server.getsockname()[1])),
    ):
        pass


def test_a_skip_that_is_not_listed_is_told_and_so_is_a_listed_one_that_ran(
    house: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "skips.txt").write_text("a\nb\n? d\n")
    monkeypatch.setattr(house, "ALLOWED_SKIPS", tmp_path / "skips.txt")
    monkeypatch.setattr(house, "SHARED", tmp_path / "absent")
    assert house.unexpected_skips({"a", "b"}, {"a", "b", "c"}, whole=True) == []
    assert house.unexpected_skips({"a"}, {"a", "c"}, whole=False) == []
    assert len(house.unexpected_skips({"a"}, {"a", "c"}, whole=True)) == 1
    assert len(house.unexpected_skips({"a", "c"}, {"a", "c"}, whole=False)) == 1
    assert house.unexpected_skips({"a", "b", "d"}, {"a", "b", "d"}, whole=True) == []
    monkeypatch.setattr(house, "SHARED", tmp_path)
    assert house.unexpected_skips({"d"}, {"a", "d"}, whole=True) == []
    assert house.unexpected_skips(set(), {"a", "b"}, whole=True) == []
    assert len(house.unexpected_skips({"a"}, {"a", "b"}, whole=True)) == 1
