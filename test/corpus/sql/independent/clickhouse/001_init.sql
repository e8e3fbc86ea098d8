CREATE DATABASE IF NOT EXISTS metrics;

CREATE TABLE metrics.queue
(
    ts    DateTime,
    host  LowCardinality(String),
    value Float64
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092',
         kafka_topic_list = 'host-metrics,host_metrics_backfill',
         kafka_group_name = 'clickhouse-metrics',
         kafka_format = 'JSONEachRow',
         kafka_num_consumers = 2;

CREATE TABLE metrics.queue_positional (line String)
ENGINE = Kafka('kafka:9092', 'syslogLines', 'clickhouse-syslog', 'LineAsString');

CREATE TABLE metrics.data
(
    ts DateTime, host LowCardinality(String), value Float64
)
ENGINE = MergeTree
ORDER BY (host, ts);

CREATE MATERIALIZED VIEW metrics.mv TO metrics.data AS
SELECT ts, host, value, _topic AS topic FROM metrics.queue WHERE _topic != 'debug';
