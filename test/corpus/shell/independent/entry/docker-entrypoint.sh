#!/bin/sh
: "${KAFKA_URL:=kafka:9092}"
: "${KAFKA_TOPIC:=crawler-urls}"
export KAFKA_RESULT_TOPIC="${KAFKA_RESULT_TOPIC:-crawlerPages}"
export KAFKA_GROUP_ID="${KAFKA_GROUP_ID:-crawler}"
readonly EVENT_TOPIC=crawler.page.event.fetched.v2
SUFFIX=$(hostname | cut -d- -f2)

log() { echo "[entrypoint] $*"; }

log "using topic $KAFKA_TOPIC"
if [ "$CREATE" = "yes" ]; then
  kafka-topics --bootstrap-server "$KAFKA_URL" --create --if-not-exists --topic "$KAFKA_TOPIC"
  kafka-topics --bootstrap-server "$KAFKA_URL" --create --if-not-exists --topic "$EVENT_TOPIC"
  kafka-topics --bootstrap-server "$KAFKA_URL" --create --topic "private-${SUFFIX}"
fi
exec "$@"
