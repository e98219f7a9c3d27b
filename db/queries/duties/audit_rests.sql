-- What the audits of a group rest on and we have not accepted yet.
SELECT rest.title, rest.title_en FROM milestone_now AS audit
JOIN milestone_now AS rest ON rest.group_id = audit.group_id AND rest.key = audit.after_key
WHERE audit.group_id = :group_id AND audit.kind = 'audit' AND audit.is_internal = 0 AND rest.is_settled = 0
ORDER BY rest.position
