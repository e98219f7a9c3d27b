"""The files beside the code: that each is one that something asks for. `.ci/check_package.py` sees that all ship."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.store.prepared import VIEWS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kodoku_tui"
QUERIES = ROOT / "db" / "queries"


def test_every_view_is_made_in_a_stated_order() -> None:
    assert sorted(VIEWS) == sorted(path.stem for path in (QUERIES / "views").iterdir())


def test_every_query_is_asked_by_its_name() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    unasked = [
        name
        for path in QUERIES.rglob("*.sql")
        if path.parent.name != "views"
        and f'"{(name := path.relative_to(QUERIES).with_suffix("").as_posix())}"' not in code
        and not (path.parent.name == "exports" and f'"{path.stem}"' in code)
    ]
    assert unasked == []
