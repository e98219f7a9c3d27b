SELECT round_comment.*
FROM round_comment
JOIN submission_round ON submission_round.id = round_comment.round_id
WHERE submission_round.milestone_id = :milestone_id
ORDER BY round_comment.moment, round_comment.uid
