"""The public template scorer, run as it is from a checkout of xinyadu/gtt; never copied here."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.templates.reading import Report, Template, numbered, plain

SCORER = "eval.py"
_FIGURES = re.compile(r"P: ([\d.]+)%,\s+R: ([\d.]+)%, F1: ([\d.]+)%")


def public_figures(
    checkout: Path, part: Path, reports: Sequence[Report], answers: Sequence[tuple[Template, ...]]
) -> list[tuple[float, float, float]]:
    """Give its precision, recall and F1 in per cent: type, the five roles, then all.

    `part` is the file that the reports were read from. Raises `RuntimeError` when the scorer
    cannot be run, with its own last words (it needs numpy in this Python).
    """
    written = {
        numbered(r.name): {"pred_templates": plain(a)}
        for r, a in zip(reports, answers, strict=True)
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        path.write_text(json.dumps(written), encoding="utf-8")
        command = [
            sys.executable,
            SCORER,
            "--pred_file",
            str(path),
            "--gold_file",
            str(part.resolve()),
        ]
        ran = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    found = [(float(p), float(r), float(f)) for p, r, f in _FIGURES.findall(ran.stdout)]
    if ran.returncode or not found:
        raise RuntimeError((ran.stderr.strip().splitlines() or ["it printed no figures"])[-1])
    return found
