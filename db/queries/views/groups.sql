-- Each group of a year with its organization, those who accompany it, and its places and targets as one text.
CREATE TEMP VIEW group_now AS
SELECT
    adopted_group.*,
    organization.name,
    organization.name_key,
    organization.reading,
    organization.legal_form,
    main_staff.name AS main_staff,
    deputy_staff.name AS deputy_staff,
    programme.fiscal_year,
    -- Whether it took part the year before: by that year itself where the file holds it, else by the register's mark.
    CASE
        WHEN last_year.id IS NULL THEN adopted_group.adopted_last_year
        ELSE EXISTS (
            SELECT 1 FROM adopted_group AS earlier
            WHERE earlier.organization_id = adopted_group.organization_id AND earlier.programme_id = last_year.id
        )
    END AS took_part_last_year,
    (
        SELECT group_concat(block, '、') FROM (
            SELECT block FROM group_block WHERE group_id = adopted_group.id ORDER BY position
        )
    ) AS blocks,
    (
        SELECT group_concat(prefecture, '、') FROM (
            SELECT prefecture FROM group_prefecture WHERE group_id = adopted_group.id ORDER BY position
        )
    ) AS prefectures,
    (
        SELECT group_concat(label, '、') FROM (
            SELECT label FROM group_target WHERE group_id = adopted_group.id ORDER BY position
        )
    ) AS targets
FROM adopted_group
JOIN programme ON programme.id = adopted_group.programme_id
LEFT JOIN programme AS last_year ON last_year.fiscal_year = programme.fiscal_year - 1
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff AS main_staff ON main_staff.id = adopted_group.main_staff_id
LEFT JOIN staff AS deputy_staff ON deputy_staff.id = adopted_group.deputy_staff_id;
