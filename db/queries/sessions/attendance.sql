SELECT
    session.key AS session,
    session.title,
    session.title_en,
    adopted_group.number AS group_no,
    organization.name AS "group",
    adopted_group.uid AS group_uid,
    staff.name AS staff,
    coalesce(attendance.mark, '未確認') AS mark,
    attendance.heads,
    coalesce(attendance.names, '') AS names,
    coalesce(attendance.note, '') AS note,
    coalesce(attendance.version, 0) AS version,
    session.held_on,
    session.is_day_open,
    attendance_now.is_invited,
    attendance_now.is_expected,
    CASE WHEN attendance_now.has_left THEN adopted_group.status END AS left_as,
    attendance_now.reply,
    coalesce(attendance_now.reply_version, 0) AS reply_version,
    (
        SELECT group_concat(followup || CASE WHEN done_on IS NULL THEN '' ELSE '済' END, '、') FROM (
            SELECT followup, done_on FROM action
            WHERE session_id = session.id AND group_id = adopted_group.id AND followup <> '' AND is_hidden = 0
            ORDER BY moment, uid
        )
    ) AS followups
FROM session
JOIN adopted_group ON adopted_group.programme_id = session.programme_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = adopted_group.main_staff_id
LEFT JOIN attendance
    ON attendance.session_id = session.id AND attendance.group_id = adopted_group.id
JOIN attendance_now
    ON attendance_now.session_id = session.id AND attendance_now.group_id = adopted_group.id
WHERE session.programme_id = :programme_id
    AND (attendance_now.is_listed OR attendance.id IS NOT NULL)
    AND (:session_id IS NULL OR session.id = :session_id)
    AND (
        adopted_group.id = :group_id
        OR (:group_id IS NULL AND attendance_now.took_part)
    )
ORDER BY session.held_on, session.moment, session.uid, adopted_group.number
