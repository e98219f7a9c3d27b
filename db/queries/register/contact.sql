SELECT contact.*, adopted_group.number AS group_no
FROM contact
JOIN adopted_group ON adopted_group.organization_id = contact.organization_id
WHERE contact.id = :contact_id AND adopted_group.programme_id = :programme_id AND contact.is_hidden = 0
