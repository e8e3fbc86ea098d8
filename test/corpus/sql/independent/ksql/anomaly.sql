CREATE SOURCE CONNECTOR jdbc_source WITH (
  'connector.class' = 'io.confluent.connect.jdbc.JdbcSourceConnector',
  'connection.url'  = 'jdbc:postgresql://pg/app',
  'topic.prefix'    = 'jdbc_',
  'mode'            = 'bulk',
  'key'             = 'username'
);

CREATE SINK CONNECTOR es WITH (
  'connector.class' = 'io.confluent.connect.elasticsearch.ElasticsearchSinkConnector',
  'topics'          = 'anomalies,card_blocks',
  'type.name'       = '_doc'
);

CREATE OR REPLACE TABLE possible_anomalies
WITH (kafka_topic='anomalies', VALUE_AVRO_SCHEMA_FULL_NAME='io.acme.Anomaly', timestamp='ts') AS
SELECT card_number AS `card_number_key`,
       COUNT(*)    AS `n_attempts`
FROM transactions
WINDOW TUMBLING (SIZE 30 SECONDS, RETENTION 1000 DAYS)
GROUP BY card_number
HAVING COUNT(*) > 3
EMIT CHANGES;

DROP STREAM IF EXISTS tmp DELETE TOPIC;
