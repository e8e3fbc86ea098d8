-- everything below derives from streams declared elsewhere
CREATE STREAM large_payments AS
  SELECT * FROM payments WHERE amount > 10000
  EMIT CHANGES;

CREATE TABLE payments_per_iban WITH (VALUE_FORMAT='JSON', PARTITIONS=3) AS
  SELECT iban, COUNT(*) AS n FROM payments GROUP BY iban EMIT CHANGES;

DESCRIBE large_payments EXTENDED;
DROP STREAM IF EXISTS old_payments DELETE TOPIC;
