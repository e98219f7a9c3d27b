-- What the groups that a filter leaves said of the sessions they came to. {filter} is put in by services.export_source.
SELECT session.title, session.title_en, session.held_on, session_survey.score, session_survey.comment
FROM group_now
JOIN session_survey ON session_survey.group_id = group_now.id
JOIN session ON session.id = session_survey.session_id
WHERE session_survey.is_hidden = 0 AND {filter}
ORDER BY session.held_on, session.moment, session.uid, session_survey.moment, session_survey.uid
