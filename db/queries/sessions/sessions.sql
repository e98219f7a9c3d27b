SELECT
    session.*,
    counted.listed,
    counted.invited,
    counted.expected,
    counted.present,
    counted.absent,
    counted.unknown,
    counted.coming,
    counted.not_coming,
    counted.unanswered,
    surveyed.answers AS survey_answers,
    surveyed.scores AS survey_scores,
    surveyed.total AS survey_total
FROM session
LEFT JOIN (
    SELECT
        session_id,
        sum(is_listed) AS listed,
        sum(is_invited) AS invited,
        sum(is_expected) AS expected,
        sum(is_present) AS present,
        sum(is_absent) AS absent,
        sum(is_listed AND NOT is_present AND NOT is_absent) AS unknown,
        sum(is_listed AND reply = '参加予定') AS coming,
        sum(is_listed AND reply = '欠席連絡') AS not_coming,
        sum(is_expected AND reply = '未回答') AS unanswered
    FROM attendance_now
    WHERE programme_id = :programme_id AND is_counted
    GROUP BY session_id
) AS counted ON counted.session_id = session.id
LEFT JOIN (
    SELECT session_id, count(*) AS answers, count(score) AS scores, sum(score) AS total
    FROM session_survey
    WHERE is_hidden = 0
    GROUP BY session_id
) AS surveyed ON surveyed.session_id = session.id
WHERE session.programme_id = :programme_id
ORDER BY session.held_on, session.starts_at, session.moment, session.uid
