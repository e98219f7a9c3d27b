-- What happened to the duties of the groups that a filter leaves: rounds with their comments, and extensions.
-- {filter} is put in by services.export_source.
SELECT * FROM (
    SELECT
        milestone_now.position,
        milestone_now.title,
        milestone_now.title_en,
        submission_round.round,
        submission_round.submitted_on AS happened_on,
        submission_round.decision,
        submission_round.decided_on,
        NULL AS extended_to,
        NULL AS recorded_by,
        coalesce(
            (
                SELECT group_concat(text, char(10)) FROM (
                    SELECT text FROM round_comment WHERE round_id = submission_round.id ORDER BY moment, uid
                )
            ),
            submission_round.comment
        ) AS words
    FROM group_now
    JOIN milestone_now ON milestone_now.group_id = group_now.id
    JOIN submission_round ON submission_round.milestone_id = milestone_now.id
    WHERE {filter}
    UNION ALL
    SELECT
        milestone_now.position,
        milestone_now.title,
        milestone_now.title_en,
        NULL,
        extension.recorded_on,
        NULL,
        NULL,
        extension.extended_to,
        extension.recorded_by,
        extension.reason
    FROM group_now
    JOIN milestone_now ON milestone_now.group_id = group_now.id
    JOIN extension ON extension.milestone_id = milestone_now.id
    WHERE {filter}
)
ORDER BY position, happened_on, round
