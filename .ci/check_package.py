"""Build what people would install, and see that it is whole and works away from here.

Both packages (sdist and wheel) hold every file of the project that git knows; the wheel, in a clean environment
outside the checkout, tells its version and opens the demonstration. Run: `.venv/bin/python .ci/check_package.py`.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kodoku_tui import __version__
from tests.journeys.terminal import terminal_of

ROOT = Path(__file__).resolve().parent.parent
# What ships in the wheel, and where it lies there.
SHIPPED = {"kodoku_tui": "kodoku_tui", "db": "kodoku_tui/db", "imports": "kodoku_tui/imports"}


def main() -> None:
    """Build, compare, install, open; ends with an error at the first thing that does not hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sdist, wheel = build(folder)
        same("sdist", {*known_to_git(), "PKG-INFO"}, files_of_sdist(sdist))
        same("wheel", shipped(), files_of_wheel(wheel))
        python = environment(folder / "clean", "-c", str(ROOT / "constraints.txt"), str(wheel))
        run(python, "-m", "pip", "check")
        told = run(python, python.parent / "kodoku", "--version", cwd=folder)
        if told != f"kodoku {__version__}\n":
            raise SystemExit(f"The wheel says that it is {told}")
        open_demonstration(folder, python)
    print(f"kodoku {__version__}: the packages are whole, and the demonstration opens from the wheel.")


def build(folder: Path) -> tuple[Path, Path]:
    """The sdist of the checkout, and the wheel that comes of that sdist."""
    python = environment(folder / "builder", "build>=1.2,<2")
    run(python, "-m", "build", "--outdir", folder / "dist", ROOT)
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    (wheel,) = (folder / "dist").glob("*.whl")
    return sdist, wheel


def environment(folder: Path, *wanted: str) -> Path:
    """The interpreter of a new environment in which these are installed."""
    run(sys.executable, "-m", "venv", folder)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", *wanted)
    return python


def known_to_git() -> set[str]:
    """Every file of the project."""
    return set(run("git", "ls-files", "-z", cwd=ROOT).split("\0")) - {""}


def shipped() -> set[str]:
    """The files that the wheel is to hold, by their place in it."""
    return {
        f"{SHIPPED[top]}/{rest}"
        for top, _, rest in (path.partition("/") for path in known_to_git())
        if top in SHIPPED
    }


def files_of_sdist(path: Path) -> set[str]:
    """The files in it, without the folder that all lie in."""
    with tarfile.open(path) as archive:
        return {member.name.partition("/")[2] for member in archive if member.isfile()}


def files_of_wheel(path: Path) -> set[str]:
    """The files in it, without what is said about the package."""
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def same(what: str, expected: set[str], found: set[str]) -> None:
    """End with an error unless both are the same."""
    if expected != found:
        raise SystemExit(
            f"The {what} does not hold what git knows.\n"
            f"missing: {sorted(expected - found)}\nnot known to git: {sorted(found - expected)}"
        )


def open_demonstration(folder: Path, python: Path) -> None:
    """Make the demonstration, open it in a terminal, look at the register, leave."""
    kodoku = str(python.parent / "kodoku")
    run(
        python, kodoku, "--db", folder / "kodoku.db", "--today", "2025-12-15", "demo", "--no-open", cwd=folder
    )
    with terminal_of(folder, python=python, program=(kodoku, "demo"), PYTHONPATH="") as terminal:
        terminal.sees("架空データ", "要注意度の順")
        terminal.press("2")
        terminal.sees("架空データ", "取組名")
        terminal.press("q")
        code = terminal.ends()
    if code:
        raise SystemExit(f"The demonstration ended with {code}.")


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """What the command says; ends with an error, and all that was said, when it fails."""
    ended = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    if ended.returncode:
        raise SystemExit(f"{command}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


if __name__ == "__main__":
    main()
