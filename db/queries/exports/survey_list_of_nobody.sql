-- What was said of the sessions without a name, as it goes to a workbook.
SELECT
    session_survey.uid,
    session_survey.version,
    session.title AS session,
    session.title_en AS session_en,
    NULL AS group_no,
    NULL AS "group",
    session_survey.score,
    session_survey.comment
FROM session_survey
JOIN session ON session.id = session_survey.session_id
WHERE session.programme_id = :programme_id AND session_survey.group_id IS NULL AND session_survey.is_hidden = 0
ORDER BY session.held_on, session.moment, session.uid, session_survey.moment, session_survey.uid
