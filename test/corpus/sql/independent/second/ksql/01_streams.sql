-- run with: ksql --file 01_streams.sql
SET 'auto.offset.reset' = 'earliest';

CREATE STREAM IF NOT EXISTS page_views (
  user_id VARCHAR KEY,
  url VARCHAR,
  ts BIGINT
) WITH (
  KAFKA_TOPIC = 'web.page-views',
  VALUE_FORMAT = 'JSON',
  TIMESTAMP = 'ts'
);

CREATE TABLE users (
  id VARCHAR PRIMARY KEY,
  country VARCHAR
) WITH (KAFKA_TOPIC='web.users', VALUE_FORMAT='AVRO');

CREATE STREAM views_by_country
  WITH (kafka_topic='web.views-by-country', partitions=6) AS
  SELECT v.user_id, u.country, v.url
  FROM page_views v
  LEFT JOIN users u ON v.user_id = u.id
  PARTITION BY u.country
  EMIT CHANGES;
