#!/bin/bash
create_topic() {
  local name=$1 parts=${2:-3}
  kafka-topics.sh --bootstrap-server "$B" --create --topic "$name" --partitions "$parts"
}
function count { kafka-get-offsets.sh --bootstrap-server "$1" --topic "$2"; }
create_topic orders 3
create_topic payments
before=$(count "$OLD" crm_customers)
