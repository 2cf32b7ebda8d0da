SELECT f.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id) JOIN frozen f ON f.run = :run AND f.id = u.id
