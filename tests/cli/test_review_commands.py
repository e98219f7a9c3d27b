"""The review from the command line: each group decided on or marked as seen, and the minutes that follow."""

from __future__ import annotations

from tests.cli.conftest import Kodoku


def test_a_group_is_marked_as_seen_in_the_review_that_goes_on_or_in_the_one_that_is_named(
    kodoku: Kodoku,
) -> None:
    def standing(number: int, review: str = "1") -> tuple[str, int]:
        minutes = kodoku("review", "minutes", "--review", review, "--json").document
        (found,) = [one["standing"] for one in minutes["items"] if one["group_no"] == number]
        return found, minutes["looked"]

    assert kodoku("review", "seen", "12").code == 1
    assert kodoku("review", "start", "--present", "佐藤").code == 0
    before = standing(12)
    seen = kodoku("review", "seen", "12")
    assert (seen.code, "12" in seen.err, "undo" in seen.err) == (0, True, True), seen.err
    assert standing(12) == ("looked", 1) != before
    # Again nothing changes; what was decided afterwards stands.
    assert kodoku("review", "seen", "12").code == 0
    assert kodoku("review", "decide", "12", "訪問する").code == 0
    assert kodoku("review", "seen", "12").code == 0
    assert standing(12)[0] == "decided"
    assert kodoku("review", "end").code == 0
    assert kodoku("review", "seen", "13", "--review", "1").code == 0
    assert standing(13)[0] == "looked"


def test_a_group_that_is_not_in_the_review_is_refused(kodoku: Kodoku) -> None:
    assert kodoku("review", "start", "--staff", "佐藤 花子").code == 0
    refused = kodoku("review", "seen", "50")
    assert (refused.code, "50" in refused.err) == (1, True)
    assert kodoku("review", "list", "--json").document[0]["looked"] == 0
