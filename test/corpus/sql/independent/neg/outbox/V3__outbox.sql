-- transactional outbox; relayed to Kafka by Debezium
CREATE TABLE outbox_event (
  id             UUID PRIMARY KEY,
  aggregate_type VARCHAR(255) NOT NULL,
  aggregate_id   VARCHAR(255) NOT NULL,
  type           VARCHAR(255) NOT NULL,
  payload        JSONB,
  partition_key  TEXT,
  created_at     TIMESTAMPTZ DEFAULT now()
);
CREATE INDEX ON outbox_event (created_at);
COMMENT ON TABLE outbox_event IS 'kafka outbox, topic = aggregate_type';
CREATE PUBLICATION dbz_publication FOR TABLE outbox_event;
SELECT pg_create_logical_replication_slot('debezium', 'pgoutput');
GRANT SELECT ON outbox_event TO kafka_connect;
NOTIFY news, 'topic';
LISTEN news;
