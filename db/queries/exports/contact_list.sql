-- The people of the groups that a filter leaves, as they go to a workbook. {filter} is put in by services.export_source.
SELECT
    contact.uid,
    contact.version,
    group_now.number AS group_no,
    group_now.name AS "group",
    contact.name AS person,
    contact.reading,
    contact.role,
    contact.phone,
    contact.mail,
    contact.is_primary AS "primary",
    contact.note AS contact_note
FROM group_now
JOIN contact ON contact.organization_id = group_now.organization_id
WHERE contact.is_hidden = 0 AND {filter}
ORDER BY group_now.number, contact.is_primary DESC, contact.moment, contact.uid
