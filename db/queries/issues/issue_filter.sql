-- Which issues the board, the list and the trend choose from: services.issue_board puts it into each of them.
-- Groups that left are in no count.
issue_now.programme_id = :programme_id
    AND issue_now.group_status IN (SELECT status FROM status_in_figures)
    AND (:staff_id IS NULL OR :staff_id IN (issue_now.main_staff_id, issue_now.deputy_staff_id))
    AND (:category IS NULL OR issue_now.category = :category)
    AND (:severity IS NULL OR issue_now.severity = :severity)
    AND (
        NOT :without_remedy
        OR (
            issue_now.closed_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM remedy WHERE issue_id = issue_now.id AND is_hidden = 0)
        )
    )
    AND (
        :block IS NULL
        OR EXISTS (
            SELECT 1 FROM group_block
            WHERE group_id = issue_now.group_id AND block IN (:block, '全国')
        )
    )
