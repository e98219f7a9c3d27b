"""What is said of backups, of laying one back and of what was found, on screen and on the command line alike."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.keeping.places import PlaceKind
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_any_table, say_bytes, say_table, say_with
from kodoku_tui.services.keeping.backups import Made
from kodoku_tui.services.keeping.personal import PersonalPlace
from kodoku_tui.services.keeping.restoring import RestorePlan
from kodoku_tui.services.keeping.sharing import Sharing
from kodoku_tui.store.copies import FileFacts


def made_sentence(made: Made) -> str:
    """What became of making a backup."""
    return say(
        "backup.done",
        path=made.path,
        size=say_bytes(made.size),
        groups=made.facts.rows.get("adopted_group", 0),
        checkins=made.facts.rows.get("checkin", 0),
    )


def restore_lines(plan: RestorePlan) -> list[str]:
    """The last act of both files; one sentence where they are the same."""
    if plan.is_the_same:
        return [say("restore.same")]
    now = say("restore.now_unreadable") if plan.now is None else say("restore.now", act=_act(plan.now))
    return [now, say("restore.then", act=_act(plan.then))]


def differing_lines(plan: RestorePlan) -> list[str]:
    """Table by table how many rows there are now and would be."""
    return [
        say("restore.count", table=say_table(name), now=now, then=then) for name, now, then in plan.differing
    ]


def sharing_lines(sharing: Sharing) -> list[str]:
    """Where a file lies, how many may write to it, and what that asks of people."""
    where = say(f"place.{sharing.place.kind.value}", path=sharing.path, name=sharing.place.name)
    is_here = sharing.place.kind is PlaceKind.LOCAL
    if sharing.is_for_many:
        return [where, say("place.together" if is_here else "place.must_change")]
    return [where, say("place.one_at_a_time"), *([] if is_here else [say("place.one_computer")])]


def newest_words(facts: FileFacts) -> str:
    """The last act of a file as the log says it; '' of a file without any."""
    newest = facts.newest
    return "" if newest is None else say_with(newest.what_key, newest.what_params)


def _act(facts: FileFacts) -> str:
    if facts.newest is None:
        return say("phrase.none")
    by = facts.newest.by or say("log.nobody")
    return say("restore.act", at=facts.newest.at.replace("T", " "), by=by, what=newest_words(facts))


def personal_lines(places: Sequence[PersonalPlace]) -> list[str]:
    """Where personal data lies, a line each."""
    if not places:
        return [say("check.personal_none")]
    lines = [
        say(f"check.personal_{one.kind}", of_table=say_any_table(one.table), count=one.count)
        for one in places
    ]
    return [say("check.personal_heading"), *(f"  {line}" for line in lines)]
