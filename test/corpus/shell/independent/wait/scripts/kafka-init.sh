#!/usr/bin/env bash
set -o nounset

readonly KAFKA_BROKER_URL=${1:-localhost:9092}
TOPIC_LIST="sso-logins,sso_logouts,ssoTokens"
declare -a compacted=(sso-profiles sso.user.log.changed.v1)

function wait_for_kafka() {
  local tries=0
  while ! nc -z "${KAFKA_BROKER_URL%%:*}" 9092; do
    tries=$((tries + 1))
    [[ $tries -gt 30 ]] && { echo "no kafka" >&2; exit 1; }
    sleep 2
  done
}

wait_for_kafka

IFS=',' read -ra TOPICS <<< "$TOPIC_LIST"
for TOPIC in "${TOPICS[@]}"; do
  echo "Creating topic $TOPIC"
  kafka-topics.sh --create --bootstrap-server "$KAFKA_BROKER_URL" --topic "$TOPIC" --partitions 1 || true
done

for c in "${compacted[@]}"
do
  kafka-topics.sh --create --bootstrap-server "$KAFKA_BROKER_URL" --topic "$c" --config cleanup.policy=compact
done

COUNT=$(kafka-topics.sh --list --bootstrap-server "$KAFKA_BROKER_URL" | wc -l)
MSG="topic count"
[ "$COUNT" -ge 5 ] && echo "$MSG ok"
TEST_TOPIC=sso-smoke
echo ping | kafka-console-producer.sh --bootstrap-server "$KAFKA_BROKER_URL" --topic ${TEST_TOPIC}
