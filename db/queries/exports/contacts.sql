-- Whom to call at the groups that a filter leaves. {filter} is put in by services.export_source.
SELECT contact.name, contact.reading, contact.role, contact.phone, contact.mail, contact.note
FROM group_now
JOIN contact ON contact.organization_id = group_now.organization_id
WHERE contact.is_hidden = 0 AND {filter}
ORDER BY contact.is_primary DESC, contact.moment, contact.uid
