CREATE TABLE orders (
  order_id STRING,
  price DECIMAL(10, 2),
  order_time TIMESTAMP(3),
  `partition` BIGINT METADATA VIRTUAL,
  WATERMARK FOR order_time AS order_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'shop.orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'flink-shop',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TABLE revenue_per_minute (
  minute_start TIMESTAMP(3),
  revenue DECIMAL(18, 2),
  PRIMARY KEY (minute_start) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'shop.revenue-minute',
  'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json',
  'value.format' = 'json'
);

INSERT INTO revenue_per_minute
SELECT window_start, SUM(price)
FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(order_time), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end;
