DELETE FROM rejection WHERE scope = :scope AND id IN (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id))
