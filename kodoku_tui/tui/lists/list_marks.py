"""Which rows of a list are marked, in the order in which they were marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, KeysView

from kodoku_tui.tui.lists.list_cells import Key


class Marks:
    """The marked rows; a run of shift+arrow grows and shrinks like a selection in Excel."""

    def __init__(self) -> None:
        self._keys: dict[Key, None] = {}
        self._run_before: dict[Key, None] = {}
        self._run_keys: dict[int, Key] = {}
        self._run_start: int | None = None
        self._run_end: int | None = None

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def keys(self) -> KeysView[Key]:
        """A copy that is ordered and compares like a set."""
        return dict(self._keys).keys()

    def toggle(self, key: Key) -> None:
        """Mark the row, or take its mark away."""
        self.end_run()
        if key in self._keys:
            del self._keys[key]
        else:
            self._keys[key] = None

    def add(self, keys: Iterable[Key]) -> None:
        """Mark all of these."""
        self.end_run()
        self._keys.update(dict.fromkeys(keys))

    def clear(self) -> None:
        """Take every mark away."""
        self.end_run()
        self._keys.clear()

    def keep_only(self, keys: Collection[Key]) -> bool:
        """Drop the marks of rows that are no longer there; tells whether any was dropped."""
        kept = {key: None for key in self._keys if key in keys}
        dropped = len(kept) < len(self._keys)
        if dropped:
            self.end_run()
            self._keys = kept
        return dropped

    def stretch(self, start: int, end: int, row_key_at: Callable[[int], Key | None]) -> None:
        """Extend the run from row `start` to row `end`; going back takes away what the run had marked."""
        if self._run_start is None or self._run_end != start:
            self._run_start = start
            self._run_before = dict(self._keys)
            self._run_keys = {}
        self._run_end = end
        low, high = sorted((self._run_start, end))
        for row in range(low, high + 1):
            if row not in self._run_keys and (key := row_key_at(row)) is not None:
                self._run_keys[row] = key
        step = 1 if end >= self._run_start else -1
        rows = range(self._run_start, end + step, step)
        self._keys = self._run_before | {self._run_keys[row]: None for row in rows if row in self._run_keys}

    def end_run(self) -> None:
        """The next stretch starts a new run."""
        self._run_start = self._run_end = None
