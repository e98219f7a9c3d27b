-- Who is invited to a session, and who is not: every active group, and whoever is invited though no longer active.
SELECT
    adopted_group.id AS group_id,
    adopted_group.number,
    session_invitation.id AS invitation_id,
    coalesce(attendance.mark, '未確認') AS mark
FROM adopted_group
LEFT JOIN session_invitation
    ON session_invitation.group_id = adopted_group.id AND session_invitation.session_id = :session_id
LEFT JOIN attendance ON attendance.group_id = adopted_group.id AND attendance.session_id = :session_id
WHERE adopted_group.programme_id = :programme_id
    AND (adopted_group.status IN (SELECT status FROM status_at_work) OR session_invitation.id IS NOT NULL)
ORDER BY adopted_group.number
