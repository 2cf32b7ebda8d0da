DELETE FROM rejection WHERE scope = :scope AND id IN (SELECT id FROM rejection WHERE scope = :scope ORDER BY id FETCH FIRST :rows ROWS ONLY)
