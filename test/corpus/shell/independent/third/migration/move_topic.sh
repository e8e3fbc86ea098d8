#!/bin/bash
# Moves the customer data to the new cluster: stop writers, drain, copy, verify.
set -euo pipefail

OLD=old-kafka:9092
NEW=new-kafka:9092
NAMESPACE=crm
COUNT_FILE=$(mktemp)

cleanup() { rm -f "$COUNT_FILE"; }
trap cleanup EXIT

count() {
  # sum of the end offsets
  kafka-get-offsets.sh --bootstrap-server "$1" --topic "$2" | awk -F: '{s += $3} END {print s}'
}

echo "1. stop the writers"
kubectl -n "$NAMESPACE" scale deployment crm-api crm-import --replicas=0

echo "2. create the target"
kafka-topics.sh --bootstrap-server "$NEW" \
  --create \
  --topic crm.customers.v3 \
  --partitions 24 \
  --replication-factor 3 \
  --config min.insync.replicas=2

echo "3. copy"
kafka-console-consumer.sh --bootstrap-server "$OLD" --topic crm_customers \
    --from-beginning --timeout-ms 30000 --property print.key=true --property key.separator=$'\t' \
  | kafka-console-producer.sh --bootstrap-server "$NEW" --topic crm.customers.v3 \
    --property parse.key=true --property key.separator=$'\t'

echo "4. verify"
before=$(count "$OLD" crm_customers)
after=$(count "$NEW" crm.customers.v3)
if [[ "$before" != "$after" ]]; then
  echo "mismatch: $before records before, $after after" >&2
  exit 1
fi

echo "5. rights"
kafka-acls.sh --bootstrap-server "$NEW" --add --allow-principal User:crm \
  --producer --topic crm.customers.v3
kafka-acls.sh --bootstrap-server "$NEW" --add --allow-principal User:crm \
  --consumer --group crm --topic crm.customers.v3

kubectl -n "$NAMESPACE" scale deployment crm-api --replicas=3
