"""What holds for every test: no network beyond this machine, and no test skipped unseen."""

import ipaddress
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is about speed: a crowded machine must not turn a law into a failure.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

# Some tests start the real command many times: each would compile the whole product again where
# the surroundings forbid Python to keep what it compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell lets what it runs in the background ignore Ctrl+C, and so would all that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"  # development data beside the checkout; never part of it
ALLOWED_SKIPS = ROOT / "tests" / "allowed_skips.txt"


class OutsideError(AssertionError):
    """A test reached for the network."""


def _is_here(host: object) -> bool:
    """Whether a host is this machine: a name for it, or a loopback address."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_outside(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: every way to the network of this interpreter passes here."""
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        sock, address = args[0], args[1]
        if isinstance(sock, socket.socket) and sock.family == socket.AF_UNIX:
            return
        host = address[0] if isinstance(address, tuple) else address
        if event == "socket.bind" and host in ("", "0.0.0.0", "::"):  # noqa: S104  (is refused)
            raise OutsideError(f"a test listened on every interface: {address!r}")
        if not _is_here(host):
            raise OutsideError(f"a test reached beyond this machine: {address!r}")
    elif event == "socket.getaddrinfo" and not _is_here(args[0]):
        raise OutsideError(f"a test asked for the address of {args[0]!r}")


_HOOKED: list[bool] = []


@pytest.fixture(autouse=True, scope="session")
def offline() -> None:
    """Make any socket beyond loopback fail, in every test. An audit hook cannot be undone."""
    if not _HOOKED:
        sys.addaudithook(_refuse_outside)
        _HOOKED.append(True)


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine reach a test."""
    for name in ("SOLFERINO_BY", "SOURCE_DATE_EPOCH", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shared() -> Path:
    """Give the folder of development data; a test that needs it is skipped without it, visibly."""
    if not SHARED.is_dir():
        pytest.skip("needs the development data beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def practice_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the practice case, which is worked once for all processes of a run."""
    from tests.once import make_practice, once  # noqa: PLC0415  (most tests need no engine)

    own = tmp_path_factory.getbasetemp()
    made = once(pytestconfig, own, "practice-case", make_practice)
    return shutil.copytree(made, tmp_path_factory.mktemp("practice") / "case")


def _nodes(reporter: pytest.TerminalReporter, *outcomes: str) -> set[str]:
    return {
        report.nodeid
        for outcome in outcomes
        for report in reporter.stats.get(outcome, [])
        if hasattr(report, "nodeid")
    }


def unexpected_skips(skipped: set[str], run: set[str], *, whole: bool) -> list[str]:
    """Compare the skipped tests with the allow-list; returns one sentence for each difference.

    Without the development data exactly the listed tests are skipped, with it none. In a run of
    a part of the tests only what was run counts. A test listed after "? " may be skipped or not:
    it needs a package that not every system can build.
    """
    lines = {line for line in ALLOWED_SKIPS.read_text().splitlines() if line.strip()}
    open_ones = {line[2:] for line in lines if line.startswith("? ")}
    listed = {line for line in lines if not line.startswith("? ")}
    skipped = skipped - open_ones
    expected = set() if SHARED.is_dir() else (listed if whole else listed & run)
    return [f"skipped, and not in tests/allowed_skips.txt: {n}" for n in skipped - expected] + [
        f"in tests/allowed_skips.txt, and not skipped: {n}" for n in expected - skipped
    ]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name every skipped test; on a CI machine fail unless exactly the listed ones were."""
    skipped = _nodes(terminalreporter, "skipped")
    terminalreporter.section("skipped tests")
    for node in sorted(skipped):
        terminalreporter.write_line(node)
    terminalreporter.write_line(f"{len(skipped)} skipped")
    if os.environ.get("CI") != "true":
        return
    run = _nodes(terminalreporter, "passed", "failed", "skipped", "xfailed", "xpassed", "error")
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    for sentence in sorted(unexpected_skips(skipped, run, whole=whole)):
        terminalreporter.write_line(sentence, red=True)
        session = terminalreporter._session
        if session is not None:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
