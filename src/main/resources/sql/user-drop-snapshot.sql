DELETE FROM snapshot WHERE id = :id AND scope IN (SELECT scope FROM scope)
