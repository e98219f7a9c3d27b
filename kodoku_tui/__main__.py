"""`python -m kodoku_tui`, and the console script `kodoku`."""

from __future__ import annotations

import sys


def main() -> int:
    """Do what the command line says; returns the exit code (0 done, 1 refused, 2 wrong usage, 130 stopped)."""
    try:
        from kodoku_tui.cli.main import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
