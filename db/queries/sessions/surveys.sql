SELECT
    session_survey.id,
    session_survey.version,
    session.key AS session,
    session.title,
    session.title_en,
    adopted_group.number AS group_no,
    organization.name AS "group",
    session_survey.score,
    session_survey.comment
FROM session_survey
JOIN session ON session.id = session_survey.session_id
LEFT JOIN adopted_group ON adopted_group.id = session_survey.group_id
LEFT JOIN organization ON organization.id = adopted_group.organization_id
WHERE session.programme_id = :programme_id
    AND session_survey.is_hidden = 0
    AND (:session_id IS NULL OR session_survey.session_id = :session_id)
    AND (:group_id IS NULL OR session_survey.group_id = :group_id)
ORDER BY session.held_on, session.moment, session.uid, session_survey.moment, session_survey.uid
