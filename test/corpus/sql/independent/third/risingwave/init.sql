CREATE SOURCE telemetry (
  device_id VARCHAR,
  temp DOUBLE PRECISION,
  at TIMESTAMPTZ
) WITH (
  connector = 'kafka',
  topic = 'cold-chain-telemetry',
  properties.bootstrap.server = 'message_queue:29092',
  scan.startup.mode = 'earliest'
) FORMAT PLAIN ENCODE JSON;

CREATE MATERIALIZED VIEW violations AS
SELECT device_id, max(temp) AS t FROM telemetry GROUP BY device_id HAVING max(temp) > 8;

CREATE SINK violations_out FROM violations WITH (
  connector = 'kafka',
  properties.bootstrap.server = 'message_queue:29092',
  topic = 'cold-chain-violations'
) FORMAT PLAIN ENCODE JSON (force_append_only = 'true');
