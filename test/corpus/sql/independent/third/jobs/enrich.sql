SET 'pipeline.name' = 'enrich-calls';
SET 'execution.checkpointing.interval' = '30s';

CREATE TEMPORARY TABLE cdr (
  caller STRING, callee STRING, started TIMESTAMP_LTZ(3), seconds INT
) WITH (
  'connector' = 'kafka',
  'topic' = 'cdr-voice;cdr-volte',
  'properties.bootstrap.servers' = '${KAFKA}',
  'scan.startup.mode' = 'group-offsets',
  'properties.group.id' = 'cdr-enrich',
  'format' = 'avro-confluent'
);

CREATE TEMPORARY TABLE subscribers (
  msisdn STRING, plan STRING
) WITH (
  'connector' = 'jdbc',
  'url' = 'jdbc:postgresql://crm/subs',
  'table-name' = 'subscribers'
);

CREATE TEMPORARY TABLE rated (
  caller STRING, plan STRING, seconds INT
) WITH ('connector'='kafka','topic'='cdr-rated','format'='json');

INSERT INTO rated
SELECT c.caller, s.plan, c.seconds FROM cdr AS c JOIN subscribers AS s ON c.caller = s.msisdn;
