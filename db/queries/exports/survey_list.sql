-- What the groups that a filter leaves said of the sessions, as it goes to a workbook. {filter} is put in by
-- services.export_source.
SELECT
    session_survey.uid,
    session_survey.version,
    session.title AS session,
    session.title_en AS session_en,
    group_now.number AS group_no,
    group_now.name AS "group",
    session_survey.score,
    session_survey.comment
FROM group_now
JOIN session_survey ON session_survey.group_id = group_now.id
JOIN session ON session.id = session_survey.session_id
WHERE session_survey.is_hidden = 0 AND {filter}
ORDER BY session.held_on, session.moment, session.uid, group_now.number, session_survey.moment, session_survey.uid
