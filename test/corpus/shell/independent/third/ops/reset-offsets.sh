#!/usr/bin/env bash
set -e
GROUP=warehouse-projection
BS="${BOOTSTRAP_SERVERS:?}"

kubectl -n wh scale deploy/warehouse-projection --replicas=0
kubectl -n wh rollout status deploy/warehouse-projection

kafka-consumer-groups --bootstrap-server "$BS" --command-config admin.properties \
  --group "$GROUP" --reset-offsets --to-earliest --execute \
  --topic warehouse.movements

kafka-consumer-groups --bootstrap-server "$BS" --command-config admin.properties \
  --group "$GROUP" --reset-offsets --shift-by -100 --topic warehouse.counts --execute

kafka-acls --bootstrap-server "$BS" --add --allow-principal User:projection \
  --operation Read --topic warehouse.movements

kubectl -n wh scale deploy/warehouse-projection --replicas=3
