"""Run tests with the lowest versions that `pyproject.toml` allows of what the program needs.

Run: `python3 .ci/try_floors.py [what pytest is to be given]`; before a release, and when a lowest version is changed.
Without words it runs the tests of the command line, the file, the workbooks, the rules, and what screens share.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USUAL = (
    *("tests/cli", "tests/store", "tests/excel", "tests/domain", "tests/reports", "tests/locale"),
    *("tests/tui/app", "tests/tui/frame", "tests/tui/forms", "tests/tui/lists", "tests/tui/duties"),
)


def main(arguments: list[str]) -> int:
    """Make the environment, say what is in it, run the tests; gives pytest's exit code."""
    with tempfile.TemporaryDirectory() as name:
        python = Path(name) / "bin" / "python"
        lowest = Path(name) / "lowest.txt"
        subprocess.run([sys.executable, "-m", "venv", name], check=True)
        lowest.write_text("\n".join(floors()) + "\n", encoding="utf-8")
        print("\n".join(floors()), flush=True)
        pip: list[str | Path] = [python, "-m", "pip"]
        subprocess.run([*pip, "install", "-q", "-c", lowest, f"{ROOT}[test]"], check=True)
        subprocess.run([*pip, "check"], check=True)
        return subprocess.run(
            [python, "-m", "pytest", *(arguments or USUAL)], cwd=ROOT, check=False
        ).returncode


def floors() -> list[str]:
    """Each requirement of the program at its lowest version, as pip reads constraints."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return [re.sub(r">=([^,]+).*", r"==\1", requirement) for requirement in told]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
