#!/usr/bin/env bash
# mails a lag report; runs from cron
set -uo pipefail
export KAFKA_OPTS="-Djava.security.auth.login.config=/etc/kafka/jaas.conf"
BS=kafka-1:9093,kafka-2:9093
OUT=$(mktemp)
trap 'rm -f "$OUT"' EXIT

{
  echo "== groups =="
  kafka-consumer-groups.sh --bootstrap-server $BS --describe --group tariff-engine
  echo "== end offsets =="
  kafka-get-offsets.sh --bootstrap-server $BS --topic tariff-changes --time -1
  kafka-run-class.sh kafka.tools.GetOffsetShell --broker-list $BS --topic meter-swaps
  echo "== last record =="
  timeout 10 kafka-console-consumer.sh --bootstrap-server $BS --topic=tariff-changes --max-messages 1
} > "$OUT" 2>&1

mail -s "kafka lag $(hostname)" ops@acme.dev < "$OUT"
