-- What holds every word (by its key, or its digits), in itself or in the name of its group, in every year; a group by its own words first, the one of a number
-- that was typed before others, those of
-- the newest year before others, then the newest.
SELECT
    searchable.kind,
    searchable.row_id,
    adopted_group.number AS group_no,
    coalesce(organization.name, '') AS "group",
    searchable.day AS date,
    searchable.heading,
    searchable.text,
    programme.fiscal_year
FROM searchable
LEFT JOIN adopted_group ON adopted_group.id = searchable.group_id
LEFT JOIN organization ON organization.id = adopted_group.organization_id
JOIN programme ON programme.id = coalesce(adopted_group.programme_id, searchable.programme_id)
WHERE (:kind IS NULL OR searchable.kind = :kind)
    AND EXISTS (
        SELECT 1 FROM json_each(:words) AS word
        WHERE instr(text_key(searchable.text), word.value ->> 0) > 0
            OR (word.value ->> 1 <> '' AND instr(digits_in(searchable.text), word.value ->> 1) > 0)
    )
    AND NOT EXISTS (
        SELECT 1 FROM json_each(:words) AS word
        WHERE instr(text_key(searchable.text), word.value ->> 0) = 0
            AND instr(text_key(searchable.heading || ' ' || coalesce(organization.name, '')), word.value ->> 0) = 0
            AND (word.value ->> 1 = '' OR instr(digits_in(searchable.text), word.value ->> 1) = 0)
    )
ORDER BY
    searchable.kind = 'group' DESC,
    searchable.kind = 'group' AND adopted_group.number = :number DESC,
    searchable.day IS NULL,
    searchable.day DESC,
    programme.fiscal_year DESC,
    adopted_group.number,
    searchable.place
LIMIT :limit
