-- Every group of the year at every session: whether it stands on the session's page, and whether it was to come.
-- A session with invitations is for the invited; one without is a duty of all, or open to all and expected of nobody.
-- Whoever was marked counts also without an invitation, and whoever replied stands on the page.
-- A group that left after the session took part in the programme on its day: it stands on the page, and what was marked
-- of it counts for good (`took_part`); what nobody wrote down of it is asked of nobody any more.
CREATE TEMP VIEW attendance_now AS
SELECT
    *,
    took_part AND (NOT has_left OR mark <> '未確認') AS is_counted,
    NOT has_invitations OR is_invited OR mark <> '未確認' OR reply <> '未回答' AS is_listed,
    CASE WHEN has_invitations THEN is_invited ELSE is_duty END OR mark <> '未確認' AS is_expected,
    mark IN ('出席(会場)', '出席(オンライン)', '録画視聴') AS is_present,
    mark IN ('欠席(連絡あり)', '欠席(連絡なし)') AS is_absent
FROM (
    SELECT
        session.id AS session_id,
        session.programme_id,
        session.held_on,
        session.milestone_plan_id IS NOT NULL AS is_duty,
        adopted_group.id AS group_id,
        adopted_group.number,
        adopted_group.status AS group_status,
        adopted_group.status NOT IN (SELECT status FROM status_in_figures) AS has_left,
        adopted_group.status IN (SELECT status FROM status_in_figures)
            OR adopted_group.status_on >= session.held_on AS took_part,
        coalesce(attendance.mark, '未確認') AS mark,
        coalesce(session_reply.reply, '未回答') AS reply,
        session_reply.version AS reply_version,
        EXISTS (SELECT 1 FROM session_invitation WHERE session_id = session.id) AS has_invitations,
        session_invitation.id IS NOT NULL AS is_invited
    FROM session
    JOIN adopted_group ON adopted_group.programme_id = session.programme_id
    LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.group_id = adopted_group.id
    LEFT JOIN session_reply
        ON session_reply.session_id = session.id AND session_reply.group_id = adopted_group.id
    LEFT JOIN session_invitation
        ON session_invitation.session_id = session.id AND session_invitation.group_id = adopted_group.id
);

-- How often each group was absent in a row from the sessions that are a duty; what is not marked is passed over.
CREATE TEMP VIEW absence_now AS
SELECT
    adopted_group.id AS group_id,
    absences_in_a_row((
        SELECT group_concat(mark, '|') FROM (
            SELECT attendance.mark
            FROM attendance
            JOIN session ON session.id = attendance.session_id
            WHERE attendance.group_id = adopted_group.id
                AND session.milestone_plan_id IS NOT NULL
                AND session.held_on <= today()
            ORDER BY session.held_on, session.moment, session.uid
        )
    )) AS absences
FROM adopted_group;
