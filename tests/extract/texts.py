"""The texts that properties of extraction are tested on: the prose cases and the practice case."""

from functools import cache
from pathlib import Path

from tests.extract.prose import read_cases

from solferino.plugins import find, kit
from solferino.ports import Sample
from solferino.practice.fiction import practice_files
from solferino.read.auction import read_sample

HERE = Path(__file__).parent


@cache
def texts() -> dict[str, tuple[str, str | None]]:
    """Give all texts of the cases and of practice, with the dates known of them."""
    found: dict[str, tuple[str, str | None]] = {
        case.name: (case.text, case.published) for case in read_cases(HERE / "cases")
    }
    readers = kit(find()).readers
    with practice_files() as folder:
        for file in sorted(folder.iterdir()):
            if file.suffix in (".txt", ".md", ".html", ".docx"):
                reading, _ = read_sample(Sample(name=file.name, data=file.read_bytes()), readers)
                found[file.name] = (reading.text, "2031-03-24")
    return found
