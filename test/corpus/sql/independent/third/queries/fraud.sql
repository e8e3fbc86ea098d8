-- suspicious card usage
CREATE OR REPLACE STREAM card_swipes (card_no VARCHAR KEY, shop VARCHAR, amount DOUBLE)
WITH (
    VALUE_FORMAT = 'PROTOBUF',
    KAFKA_TOPIC  = 'card_swipes_raw',
    PARTITIONS   = 12
);

CREATE TABLE possible_fraud
WITH (VALUE_FORMAT='JSON', KAFKA_TOPIC='fraud_candidates', REPLICAS=3)
AS
SELECT card_no, COUNT(*) AS attempts
FROM card_swipes WINDOW TUMBLING (SIZE 30 SECONDS)
GROUP BY card_no
HAVING COUNT(*) > 3;

PRINT 'fraud_candidates' FROM BEGINNING LIMIT 5;
