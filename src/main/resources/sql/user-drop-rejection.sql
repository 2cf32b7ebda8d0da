DELETE FROM rejection WHERE id = :id AND scope IN (SELECT scope FROM scope)
