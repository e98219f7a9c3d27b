"""A question that a form puts from the thread in which it saves."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.form import FormScreen

_LOOK_EVERY_SECONDS = 0.2


def agrees(form: FormScreen[Any], question: ConfirmScreen) -> bool:
    """Ask over `form`, and wait for the answer. A form that is gone meanwhile has agreed to nothing."""
    answer: Future[bool] = Future()
    app = form.app
    app.call_from_thread(app.push_screen, question, lambda certain: answer.set_result(bool(certain)))
    while app.is_running and form.is_attached:
        try:
            return answer.result(timeout=_LOOK_EVERY_SECONDS)
        except TimeoutError:
            continue
    return False
