#!/bin/bash
RECORDS=${1:-1000000}
SIZE=${2:-512}

for acks in 0 1 all; do
  echo "### acks=$acks"
  kafka-producer-perf-test.sh \
    --topic perf-sandbox \
    --num-records "$RECORDS" \
    --record-size "$SIZE" \
    --throughput -1 \
    --producer-props bootstrap.servers=kafka:9092 acks=$acks linger.ms=5
done

kafka-consumer-perf-test.sh --bootstrap-server kafka:9092 \
  --topic perf-sandbox --messages "$RECORDS" --group perf

kafka-topics.sh --bootstrap-server kafka:9092 --delete --topic perf-sandbox
