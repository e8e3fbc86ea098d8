-- outbox polled by the relay, which decides the Kafka topic itself
CREATE TABLE outbox (
  id UUID PRIMARY KEY,
  aggregate_type VARCHAR(100) NOT NULL,
  topic VARCHAR(249) NOT NULL,
  payload JSONB NOT NULL,
  published BOOLEAN DEFAULT FALSE
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE NOT published;
GRANT SELECT, UPDATE ON outbox TO relay;
COMMENT ON COLUMN outbox.topic IS 'target topic, set by the producer';
