#!/usr/bin/env bash
#
# dev-env.sh - starts and feeds the local environment.
#
# Usage: dev-env.sh [start|seed|watch <name>|stop]
#
set -Eeuo pipefail

readonly ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly BROKER="localhost:${KAFKA_PORT:-9092}"
readonly EVENTS_TOPIC="library.loan-events"
readonly BOOKS_TOPIC='library.books'
readonly GROUP="library-dev"

red()   { printf '\e[31m%s\e[0m\n' "$*"; }
green() { printf '\e[32m%s\e[0m\n' "$*"; }

wait_for_port() {
  local host=$1 port=$2 n=0
  until (echo >"/dev/tcp/$host/$port") 2>/dev/null; do
    ((n++ > 60)) && { red "no answer from $host:$port"; exit 1; }
    sleep 1
  done
}

start() {
  docker compose -f "$ROOT/compose.yml" up -d postgres kafka mosquitto
  wait_for_port localhost 5432
  wait_for_port localhost "${KAFKA_PORT:-9092}"
  kafka-topics.sh --bootstrap-server "$BROKER" --create --if-not-exists --topic "$EVENTS_TOPIC" --partitions 3
  kafka-topics.sh --bootstrap-server "$BROKER" --create --if-not-exists --topic "$BOOKS_TOPIC" \
    --config cleanup.policy=compact
  kafka-topics.sh --bootstrap-server "$BROKER" --create --if-not-exists --topic library.reminders
  green "started"
}

seed() {
  # books go to kafka, shelf sensors to mqtt
  kcat -P -b "$BROKER" -t "$BOOKS_TOPIC" -K: <"$ROOT/seed/books.txt"
  mosquitto_pub -h localhost -t shelves/12/weight -m 4.2
  psql -h localhost -U library -f "$ROOT/seed/members.sql"
}

watch() {
  local name=${1:?topic name}
  kafka-console-consumer.sh --bootstrap-server "$BROKER" --group "$GROUP" --topic "$name"
}

case "${1:-start}" in
  start) start ;;
  seed)  seed ;;
  watch) watch "${2:-}" ;;
  stop)  docker compose -f "$ROOT/compose.yml" down ;;
  *)     red "unknown command: $1"; exit 64 ;;
esac
