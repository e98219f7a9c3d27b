-- What needs somebody, most pressing first. Without filters everybody's; a session has no group and passes each filter
-- but the words that were typed.
SELECT
    work_item.urgency,
    work_item.what,
    work_item.item_id,
    work_item.group_id,
    adopted_group.number AS group_no,
    organization.name AS group_name,
    adopted_group.status AS group_status,
    work_item.key,
    work_item.title,
    work_item.title_en,
    work_item.kind,
    work_item.state,
    work_item.due_on,
    CAST(julianday(today()) - julianday(work_item.due_on) AS INTEGER) AS days_over,
    work_item.turn,
    CASE WHEN work_item.what IN ('milestone', 'review') THEN
        days_in_turn((SELECT began_on FROM turn_now WHERE milestone_id = work_item.item_id), today())
    END AS days_in_turn,
    coalesce(own_staff.name, main_staff.name) AS staff,
    work_item.groups,
    work_item.act,
    -- Said where the group has not come to a session.
    CASE WHEN work_item.kind = 'session' AND work_item.what = 'followup' THEN
        (SELECT absences FROM absence_now WHERE absence_now.group_id = work_item.group_id)
    END AS absences,
    (SELECT days_since FROM checkin_now WHERE group_id = work_item.group_id) AS days_since_checkin
FROM work_item
LEFT JOIN adopted_group ON adopted_group.id = work_item.group_id
LEFT JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff AS own_staff ON own_staff.id = work_item.staff_id
LEFT JOIN staff AS main_staff ON main_staff.id = adopted_group.main_staff_id
WHERE work_item.programme_id = :programme_id
    AND (:group_id IS NULL OR work_item.group_id = :group_id)
    AND (
        :group_ids IS NULL
        OR work_item.group_id IS NULL
        OR work_item.group_id IN (SELECT value FROM json_each(:group_ids))
    )
    AND (:urgency IS NULL OR work_item.urgency = :urgency)
    AND (
        :staff_id IS NULL
        OR work_item.group_id IS NULL
        OR work_item.staff_id = :staff_id
        OR (work_item.staff_id IS NULL AND :staff_id IN (adopted_group.main_staff_id, adopted_group.deputy_staff_id))
    )
    AND (
        :block IS NULL
        OR work_item.group_id IS NULL
        OR EXISTS (
            SELECT 1 FROM group_block WHERE group_id = work_item.group_id AND block IN (:block, '全国')
        )
    )
    AND (
        :found_ids IS NULL
        OR work_item.group_id IN (SELECT value FROM json_each(:found_ids))
    )
ORDER BY
    CASE work_item.urgency
        WHEN 'overdue' THEN 1 WHEN 'due' THEN 2 WHEN 'waiting' THEN 3 WHEN 'soon' THEN 4 ELSE 5
    END,
    work_item.due_on IS NULL,
    work_item.due_on,
    adopted_group.number,
    work_item.what,
    work_item.place
