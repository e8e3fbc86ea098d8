CREATE TABLE clicks (
  user_id STRING,
  page STRING
) WITH (
  'connector' = 'pulsar',
  'topics' = 'persistent://public/default/clicks',
  'service-url' = 'pulsar://pulsar:6650',
  'format' = 'json'
);

CREATE TABLE clicks_mqtt (user_id STRING) WITH (
  'connector' = 'mqtt',
  'topic' = 'site/clicks',
  'server' = 'tcp://mosquitto:1883'
);
