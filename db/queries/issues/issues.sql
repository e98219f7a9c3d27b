SELECT
    issue.id,
    issue.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    issue.category,
    issue.severity,
    issue.state,
    issue.noticed,
    issue.title,
    issue.note,
    issue.opened_on AS opened,
    issue.closed_on AS closed,
    issue.subcategory,
    issue.checkin_id AS checkin,
    (SELECT count(*) FROM remedy WHERE issue_id = issue.id AND is_hidden = 0) AS remedies
FROM issue
JOIN adopted_group ON adopted_group.id = issue.group_id
JOIN organization ON organization.id = adopted_group.organization_id
WHERE adopted_group.programme_id = :programme_id
    AND (:group_id IS NULL OR issue.group_id = :group_id)
    AND (:with_closed OR issue.closed_on IS NULL)
    -- Of all groups together: what the board counts too, nothing open of a group that has left.
    AND (
        :group_id IS NOT NULL
        OR issue.closed_on IS NOT NULL
        OR adopted_group.status IN (SELECT status FROM status_in_figures)
    )
    AND (
        NOT :without_remedy
        OR (
            issue.closed_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM remedy WHERE issue_id = issue.id AND is_hidden = 0)
        )
    )
ORDER BY
    issue.closed_on IS NOT NULL,
    CASE WHEN :without_remedy THEN issue.opened_on END,
    CASE issue.severity WHEN '重' THEN 1 WHEN '中' THEN 2 ELSE 3 END,
    issue.opened_on,
    issue.moment,
    issue.uid
