"""The desk as a person opens it: the command, a browser, Ctrl+C."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from solferino.store.case import Case


def test_the_command_serves_on_this_machine_until_it_is_interrupted(tmp_path: Path) -> None:
    case = tmp_path / "case"
    Case.create(case, "Tesk", clock=lambda: "2031-05-03T10:00:00Z", by="tester").close()
    command = [sys.executable, "-m", "solferino", "desk", str(case)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        told = desk.stderr.readline()
        link = re.search(r"http://127\.0\.0\.1:\d+/enter\?key=\S+", told)
        assert link is not None, told
        with httpx.Client(follow_redirects=True, timeout=600) as browser:
            page = browser.get(link.group())
            assert page.status_code == 200
            assert "Tesk" in page.text
            assert "server" not in page.headers
        assert httpx.get(link.group(), timeout=600).status_code == 403
        desk.send_signal(signal.SIGINT)
        rest = desk.stderr.read()
        assert desk.wait() == 0
    assert "Traceback" not in rest
    assert "key=" not in rest
    assert "The desk is closed." in rest
