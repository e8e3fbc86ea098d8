CREATE SOURCE IF NOT EXISTS clicks (
  user_id INT,
  target VARCHAR
)
WITH (
  connector = 'kafka',
  topic = 'ad-clicks',
  properties.bootstrap.server = 'message_queue:29092',
  scan.startup.mode = 'earliest',
  properties.group.id = 'rw'
) FORMAT PLAIN ENCODE JSON;

CREATE TABLE nats_in (v VARCHAR) WITH (
  connector = 'nats',
  server_url = 'nats:4222',
  subject = 'ad-subject',
  stream = 's'
) FORMAT PLAIN ENCODE JSON;

CREATE SINK ctr_sink FROM ctr WITH (
  connector='kafka',
  properties.bootstrap.server='message_queue:29092',
  topic='adCtr',
  primary_key='ad_id'
) FORMAT UPSERT ENCODE JSON;

CREATE TABLE mq (v VARCHAR) WITH (
  connector = 'mqtt',
  url = 'tcp://mqtt',
  topic = 'ads/+'
) FORMAT PLAIN ENCODE JSON;

CREATE TABLE ps (v VARCHAR) WITH (
  connector = 'google_pubsub',
  topic = 'ads-pubsub',
  pubsub.subscription = 'ads-sub'
) FORMAT PLAIN ENCODE JSON;
