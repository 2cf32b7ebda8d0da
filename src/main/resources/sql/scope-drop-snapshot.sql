DELETE FROM snapshot WHERE scope = :scope AND id IN (SELECT id FROM snapshot WHERE scope = :scope ORDER BY id FETCH FIRST :rows ROWS ONLY)
