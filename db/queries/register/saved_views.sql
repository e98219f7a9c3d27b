-- The views that show, by name, each with the person that it is about.
SELECT
    saved_view.*,
    staff.name AS staff,
    staff.is_active AS staff_is_active
FROM saved_view
LEFT JOIN staff ON staff.id = saved_view.staff_id
WHERE saved_view.is_hidden = 0
ORDER BY saved_view.name_key
