-- Whether anything is stored about a connector.
SELECT connector FROM run WHERE connector = :connector
UNION SELECT connector FROM scope WHERE connector = :connector
UNION SELECT connector FROM lease WHERE connector = :connector
