SELECT contract_on FROM contract_now WHERE group_id = :group_id
