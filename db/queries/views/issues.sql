-- Each issue with the group that has it; what a list, the board and the trend choose from.
CREATE TEMP VIEW issue_now AS
SELECT
    issue.*,
    adopted_group.programme_id,
    adopted_group.number AS group_no,
    adopted_group.status AS group_status,
    adopted_group.main_staff_id,
    adopted_group.deputy_staff_id,
    organization.name AS group_name
FROM issue
JOIN adopted_group ON adopted_group.id = issue.group_id
JOIN organization ON organization.id = adopted_group.organization_id;
