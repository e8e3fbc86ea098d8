CREATE TABLE orders (
  order_id  STRING,
  amount    DECIMAL(10, 2),
  topic     STRING METADATA VIRTUAL,
  ts        TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders_flink',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'flink-orders',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TABLE multi (v STRING) WITH (
  'connector'='kafka',
  'topic'='store-eu;store-us',
  'properties.bootstrap.servers'='kafka:9092',
  'format'='raw'
);

CREATE TABLE pat (v STRING) WITH (
  'connector' = 'kafka',
  'topic-pattern' = 'store-.*',
  'format' = 'raw'
);

CREATE TABLE revenue (
  day STRING, total DOUBLE, PRIMARY KEY (day) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'shop.revenue.log.computed.v1',
  'key.format' = 'json',
  'value.format' = 'json'
);

CREATE TABLE p (v STRING) WITH (
  'connector' = 'pulsar',
  'topics' = 'persistent://public/default/x',
  'topic' = 'pulsar-x'
);

INSERT INTO revenue SELECT CAST(ts AS STRING), SUM(amount) FROM orders GROUP BY CAST(ts AS STRING);
