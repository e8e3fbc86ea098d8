-- air quality, city dashboard
SET 'auto.offset.reset'='latest';
SET 'ksql.streams.cache.max.bytes.buffering' = '10000000';

CREATE TYPE location AS STRUCT<lat DOUBLE, lon DOUBLE>;

CREATE STREAM measurements (
    station VARCHAR KEY,
    topic VARCHAR,
    pm25 DOUBLE,
    pm10 DOUBLE,
    loc location
  ) WITH (
    KAFKA_TOPIC='air.measurements', KEY_FORMAT='KAFKA',
    VALUE_FORMAT='JSON', PARTITIONS=4
  );

CREATE TABLE stations (
    station VARCHAR PRIMARY KEY,
    name VARCHAR,
    district VARCHAR
  ) WITH (
    KAFKA_TOPIC = 'air.stations',
    VALUE_FORMAT = 'JSON_SR'
  );

INSERT INTO stations (station, name, district) VALUES ('DEBE010', 'Wedding', 'Mitte');
INSERT INTO stations (station, name, district) VALUES ('DEBE034', 'Neukölln', 'Neukölln');

CREATE TABLE hourly_by_district
  WITH (
    KAFKA_TOPIC  = 'air.hourly-by-district',
    VALUE_FORMAT = 'JSON'
  ) AS
SELECT s.district,
       AVG(m.pm25) AS pm25,
       AVG(m.pm10) AS pm10
FROM measurements m
JOIN stations s ON m.station = s.station
WINDOW TUMBLING (SIZE 1 HOUR, GRACE PERIOD 5 MINUTES)
GROUP BY s.district
EMIT CHANGES;

CREATE STREAM alarms AS
SELECT station, pm10 FROM measurements
WHERE pm10 > 100 AND topic = 'urban'
EMIT CHANGES;
