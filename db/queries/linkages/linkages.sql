SELECT
    id,
    version,
    group_no,
    group_name AS "group",
    counterpart_kind AS kind,
    counterpart,
    level,
    level_on AS since,
    role_split AS role,
    counterpart_benefit AS benefit,
    gap,
    identified_on AS identified,
    is_early AS early,
    has_improved AS improved
FROM linkage_now
WHERE programme_id = :programme_id
    AND (:group_id IS NULL OR group_id = :group_id)
    AND (:group_id IS NOT NULL OR group_status IN (SELECT status FROM status_in_figures))
ORDER BY
    group_no,
    CASE counterpart_kind
        WHEN '自治体' THEN 1 WHEN '社協' THEN 2 WHEN '学校・教育委員会' THEN 3 WHEN '企業' THEN 4
        WHEN 'NPO' THEN 5 WHEN '地域' THEN 6 ELSE 7
    END,
    moment,
    uid
