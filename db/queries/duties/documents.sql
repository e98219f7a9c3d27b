SELECT
    document.id,
    coalesce(document.version, 0) AS version,
    milestone_now.number AS group_no,
    organization.name AS "group",
    milestone_now.id AS milestone_id,
    milestone_now.key AS milestone,
    milestone_now.title AS milestone_title,
    milestone_now.title_en AS milestone_title_en,
    milestone_now.due_on AS due,
    plan_document.id AS plan_document_id,
    plan_document.key,
    plan_document.title,
    plan_document.title_en,
    document.received_on AS received,
    coalesce(document.place, '') AS place,
    coalesce(document.note, '') AS note,
    is_missing(milestone_now.state, milestone_now.standing, document.received_on) AS missing
FROM plan_document
JOIN milestone_now ON milestone_now.plan_id = plan_document.plan_id
JOIN adopted_group ON adopted_group.id = milestone_now.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN document ON document.plan_document_id = plan_document.id AND document.milestone_id = milestone_now.id
WHERE milestone_now.programme_id = :programme_id
    AND (
        milestone_now.number = :number
        OR (:number IS NULL AND milestone_now.is_owed)
    )
    AND (:milestone IS NULL OR milestone_now.key = :milestone)
ORDER BY milestone_now.number, milestone_now.position, plan_document.position
