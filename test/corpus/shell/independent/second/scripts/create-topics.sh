#!/usr/bin/env bash
set -euo pipefail

BROKER=${KAFKA_BROKER:-localhost:9092}
REPLICAS=${REPLICAS:-1}
KAFKA_HOME=${KAFKA_HOME:-/opt/kafka}

log() { printf '[%s] %s\n' "$(date +%T)" "$*"; }

log "waiting for $BROKER"
until "$KAFKA_HOME/bin/kafka-topics.sh" --bootstrap-server "$BROKER" --list >/dev/null 2>&1; do
  sleep 2
done

"$KAFKA_HOME"/bin/kafka-topics.sh --create --if-not-exists \
  --bootstrap-server "$BROKER" \
  --replication-factor "$REPLICAS" \
  --partitions 6 \
  --topic policy-issued

"$KAFKA_HOME"/bin/kafka-topics.sh --create --if-not-exists \
  --bootstrap-server "$BROKER" \
  --replication-factor "$REPLICAS" --partitions 1 \
  --config cleanup.policy=compact --topic "policy-holders"

"$KAFKA_HOME/bin/kafka-configs.sh" --bootstrap-server "$BROKER" --alter \
  --entity-type topics --entity-name policy-issued \
  --add-config retention.ms=86400000

log "done"
