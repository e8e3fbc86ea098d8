#!/bin/bash
set -euo pipefail
RPK="docker exec -i redpanda rpk"

rpk cluster info --brokers localhost:19092
rpk topic create leads leads-scored --partitions 3 --replicas 1
rpk topic create -p 1 -r 1 -c cleanup.policy=compact lead_owner
docker exec redpanda rpk topic create sales.lead.event.qualified.v1 --brokers=localhost:9092
rpk topic produce leads -k lead-1 < fixtures/lead.json
rpk topic consume leads-scored --num 1 -o start
rpk topic alter-config lead_owner --set retention.ms=3600000
rpk topic list
rpk group describe leads-worker
rpk topic delete "$OLD_TOPIC" || true
rpk security acl create --allow-principal User:crm --operation read --group crm
confluent kafka topic create LeadExport --partitions 2 --if-not-exists
confluent kafka topic describe LeadExport
