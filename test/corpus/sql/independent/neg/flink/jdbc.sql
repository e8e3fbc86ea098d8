CREATE CATALOG lake WITH ('type' = 'iceberg', 'uri' = 'thrift://hive:9083');
CREATE TABLE mysql_orders (
  id INT, topic STRING
) WITH (
  'connector' = 'mysql-cdc',
  'hostname' = 'mysql',
  'database-name' = 'shop',
  'table-name' = 'orders'
);
CREATE TABLE rabbit (v STRING) WITH (
  'connector' = 'rabbitmq',
  'queue' = 'orders',
  'topic' = 'orders.created'
);
CREATE TABLE gen (v STRING) WITH ('connector' = 'datagen', 'rows-per-second' = '5');
CREATE TABLE out1 (v STRING) WITH ('connector' = 'filesystem', 'path' = 's3://bucket/kafka/topics', 'format' = 'parquet');
INSERT INTO out1 SELECT v FROM gen;
