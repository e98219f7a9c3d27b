"""Whatever people do, take back and bring back: a row that comes back is the same row, and no two are one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.tables import TableKind, tables_of
from tests.desks import desk_on_copy
from tests.services.desk.test_undo import ACTS

Identity = tuple[str, int]


def identities(desk: Desk) -> dict[str, Identity]:
    """Of every row and act by its uid: which one it is here."""
    found = [
        (uid, (table, row_id))
        for table in (*tables_of(TableKind.DATA), "unit")
        for uid, row_id in desk.connection.execute(f"SELECT uid, id FROM {table}")
    ]
    assert [uid for uid, times in Counter(uid for uid, _ in found).items() if times > 1] == []
    return dict(found)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.sampled_from(range(len(ACTS))), st.integers(1, 3), st.integers(0, 11)),
            st.just("take back"),
            st.just("bring back"),
        ),
        min_size=4,
        max_size=20,
    )
)
def test_rows_keep_their_uids_through_acts_undo_and_undo_of_undo(
    invented_file: Path, steps: list[tuple[int, int, int] | str]
) -> None:
    with TemporaryDirectory() as folder, desk_on_copy(invented_file, Path(folder)) as desk:
        for name in ("青木", "石井"):
            add_staff(desk, name)
        ever = identities(desk)
        for step in steps:
            try:
                match step:
                    case "take back":
                        undo(desk)
                    case "bring back":
                        undo(desk, list_units(desk, limit=1)[0].id)
                    case (act, number, day):
                        ACTS[act](desk, number, day, Path(folder))
            except Refused:
                pass
            now = identities(desk)
            for uid in now.keys() & ever.keys():
                assert now[uid] == ever[uid]
            # Nothing that was there under one uid is there again under another.
            known = {identity: uid for uid, identity in ever.items()}
            assert all(known.get(identity, uid) == uid for uid, identity in now.items())
            ever |= now
