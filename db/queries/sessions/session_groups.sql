-- The groups that had not left by the day of a session, with what names them: for telling who a participant belongs to.
SELECT
    adopted_group.id,
    adopted_group.uid,
    adopted_group.number,
    organization.name,
    (
        SELECT json_group_array(name) FROM organization_alias WHERE organization_id = organization.id
    ) AS aliases,
    (
        SELECT json_group_array(json_object('name', name, 'mail', mail)) FROM contact
        WHERE organization_id = organization.id AND is_hidden = 0
    ) AS contacts
FROM adopted_group
JOIN organization ON organization.id = adopted_group.organization_id
WHERE adopted_group.programme_id = :programme_id 
    AND (adopted_group.status IN (SELECT status FROM status_in_figures) OR adopted_group.status_on >= :held_on)
ORDER BY adopted_group.number
