CREATE DATABASE IF NOT EXISTS logs;

CREATE TABLE logs.http_queue
(
    ts DateTime,
    host LowCardinality(String),
    status UInt16
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092',
         kafka_topic_list = 'http-access',
         kafka_group_name = 'clickhouse-http',
         kafka_format = 'JSONEachRow',
         kafka_num_consumers = 2;

CREATE TABLE logs.http
(
    ts DateTime,
    host LowCardinality(String),
    status UInt16
)
ENGINE = MergeTree
ORDER BY (host, ts);

CREATE MATERIALIZED VIEW logs.http_mv TO logs.http AS
SELECT ts, host, status FROM logs.http_queue;
