#!/bin/sh
set -e

export KAFKA_BROKERS="${KAFKA_BROKERS:-kafka:9092}"
export KAFKA_TOPIC="${KAFKA_TOPIC:-page-renders}"
export KAFKA_GROUP="${KAFKA_GROUP:-renderer}"
export NODE_OPTIONS="--max-old-space-size=1024"

if [ "$1" = "migrate" ]; then
  exec node dist/migrate.js
fi

if [ -n "$WAIT_FOR_KAFKA" ]; then
  /wait-for-it.sh "$KAFKA_BROKERS" -t 60
fi

echo "starting renderer, group $KAFKA_GROUP"
exec node dist/main.js "$@"
