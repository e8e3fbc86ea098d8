#!/usr/bin/env bash
# Creates the topics for local development.
# usage: ./create-topics.sh [--topic only-this]
set -euo pipefail

BOOTSTRAP="${KAFKA_BOOTSTRAP:-localhost:9092}"
PARTITIONS=3
ORDERS_TOPIC="shop-orders"
RETURNS_TOPIC=${RETURNS_TOPIC:-shop_returns}
DLQ="${ORDERS_TOPIC}-dead"

create() {
  kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --if-not-exists \
    --topic "$1" --partitions "${2:-$PARTITIONS}" --replication-factor 1
}

echo "Waiting for kafka ..."
until kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --list >/dev/null 2>&1; do
  sleep 1
done

kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --topic "$ORDERS_TOPIC" --partitions 6
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --topic "$RETURNS_TOPIC"
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --topic "$DLQ"

kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create \
  --topic ecommerce.item.event.created.v1 \
  --config cleanup.policy=compact \
  --config retention.ms=-1

# kafka-topics.sh --create --topic not-any-more
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --topic='Shop.Coupons'
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --describe --topic __consumer_offsets
echo "done: --topic printed-only" 
