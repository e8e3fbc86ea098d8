-- Sessions of the media player, from raw heartbeats. Deployed with sql-client.sh -f
SET 'table.exec.state.ttl' = '2 h';
SET 'parallelism.default' = '8';

CREATE CATALOG lake WITH (
  'type' = 'iceberg',
  'catalog-type' = 'rest',
  'uri' = 'http://iceberg-rest:8181'
);

CREATE TABLE heartbeats (
  device_id STRING,
  title_id STRING,
  topic STRING METADATA VIRTUAL,      -- where the record came from
  position_ms BIGINT,
  at TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',
  WATERMARK FOR at AS at - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'player-heartbeats',
  'properties.bootstrap.servers' = 'kafka-1:9092,kafka-2:9092',
  'properties.group.id' = 'sessions',
  'properties.auto.offset.reset' = 'earliest',
  'scan.startup.mode' = 'group-offsets',
  'scan.topic-partition-discovery.interval' = '5 min',
  'format' = 'json',
  'json.ignore-parse-errors' = 'true'
);

CREATE TABLE errors (
  device_id STRING,
  code INT
) WITH (
  'connector' = 'kafka',
  'topic-pattern' = 'player-errors-.*',
  'properties.bootstrap.servers' = 'kafka-1:9092',
  'format' = 'json'
);

CREATE TABLE sessions (
  device_id STRING,
  started TIMESTAMP(3),
  beats BIGINT,
  PRIMARY KEY (device_id, started) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'player-sessions',
  'properties.bootstrap.servers' = 'kafka-1:9092',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://registry:8081'
);

INSERT INTO sessions
SELECT device_id, SESSION_START(at, INTERVAL '15' MINUTE), COUNT(*)
FROM heartbeats
WHERE topic <> 'ignored'
GROUP BY device_id, SESSION(at, INTERVAL '15' MINUTE);
