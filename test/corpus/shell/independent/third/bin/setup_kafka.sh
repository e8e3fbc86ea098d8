#!/bin/sh
# Creates everything the pipeline needs. Idempotent.
CONTAINER=pipeline-kafka
BOOTSTRAP=localhost:29092

create_topic() {
  docker exec "$CONTAINER" kafka-topics \
    --bootstrap-server "$BOOTSTRAP" --create --if-not-exists \
    --topic "$1" --partitions "${2:-3}" --replication-factor 1
}

docker compose up -d kafka schema-registry || exit 1

tries=0
while ! docker exec "$CONTAINER" kafka-broker-api-versions --bootstrap-server "$BOOTSTRAP" >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -gt 30 ] && { echo "kafka did not start" >&2; exit 1; }
  sleep 1
done

for topic in crawl-frontier crawl-results crawl-errors; do
  docker exec "$CONTAINER" kafka-topics --bootstrap-server "$BOOTSTRAP" \
    --create --if-not-exists --topic "$topic" --partitions 3
done

docker exec "$CONTAINER" kafka-topics --bootstrap-server "$BOOTSTRAP" --describe --topic crawl-results
