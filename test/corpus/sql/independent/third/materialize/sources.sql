CREATE SECRET kafka_password AS 'x';

CREATE CONNECTION kafka_conn TO KAFKA (
  BROKER 'redpanda:9092',
  SASL MECHANISMS = 'PLAIN',
  SASL USERNAME = 'mz'
);

CREATE SOURCE bids
  IN CLUSTER ingest
  FROM KAFKA CONNECTION kafka_conn (TOPIC 'auction-bids')
  FORMAT JSON
  ENVELOPE NONE;

CREATE VIEW best AS SELECT data->>'lot' AS lot, max((data->>'amount')::int) AS amount FROM bids GROUP BY 1;

CREATE SINK best_sink FROM best
  INTO KAFKA CONNECTION kafka_conn (TOPIC 'auction-best-bids')
  KEY (lot)
  FORMAT JSON
  ENVELOPE UPSERT;
