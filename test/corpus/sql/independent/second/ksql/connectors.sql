CREATE SOURCE CONNECTOR orders_db WITH (
  'connector.class' = 'io.debezium.connector.postgresql.PostgresConnector',
  'database.hostname' = 'pg',
  'table.include.list' = 'public.orders'
);

CREATE SINK CONNECTOR orders_es WITH (
  'connector.class' = 'io.confluent.connect.elasticsearch.ElasticsearchSinkConnector',
  'connection.url' = 'http://es:9200',
  'topics' = 'orders-enriched',
  'key.ignore' = 'false'
);

CREATE STREAM orders_enriched (id INT KEY, status STRING)
  WITH (kafka_topic = 'orders-enriched', value_format = 'json');
