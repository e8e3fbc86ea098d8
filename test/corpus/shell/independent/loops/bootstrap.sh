#!/bin/bash
KAFKA_HOME=${KAFKA_HOME:-/opt/kafka}
BROKER=kafka:9092

TOPICS=(
  "user-registered"
  "user-deleted"     # GDPR
  userLogin
)

for topic in "${TOPICS[@]}"; do
  "$KAFKA_HOME/bin/kafka-topics.sh" --create --if-not-exists \
    --bootstrap-server "$BROKER" --replication-factor 1 --partitions 3 --topic "$topic"
done

for t in mail.outbox mail.bounced ; do
  $KAFKA_HOME/bin/kafka-topics.sh --create --bootstrap-server $BROKER --topic $t
done

LIST="reports-daily reports-weekly"
for name in $LIST; do
  $KAFKA_HOME/bin/kafka-configs.sh --bootstrap-server $BROKER --alter \
    --entity-type topics --entity-name "$name" --add-config retention.ms=86400000
done

for env in dev stage prod; do
  $KAFKA_HOME/bin/kafka-topics.sh --create --bootstrap-server $BROKER --topic "${env}.imports"
done

for host in kafka-1 kafka-2; do
  ping -c1 "$host"
done
