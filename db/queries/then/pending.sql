-- Groups whose weeks do not hold: those named first, then those that lack least.
SELECT attention_pending.group_id, attention_pending.from_monday, adopted_group.programme_id
FROM attention_pending
JOIN adopted_group ON adopted_group.id = attention_pending.group_id
ORDER BY
    attention_pending.group_id IN (SELECT value FROM json_each(:first)) DESC,
    attention_pending.from_monday DESC,
    attention_pending.group_id
LIMIT :most
