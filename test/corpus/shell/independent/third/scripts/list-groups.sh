#!/bin/bash
# consumer groups with lag over a limit; topic is column two
LIMIT=${LIMIT:-1000}
BS=${BS:-kafka:9092}
for g in $(kafka-consumer-groups --bootstrap-server "$BS" --list); do
  kafka-consumer-groups --bootstrap-server "$BS" --describe --group "$g" \
    | awk -v l="$LIMIT" 'NR>1 && $6 > l {print $1, $2, $6}'
done
kafka-configs --bootstrap-server "$BS" --describe --entity-type brokers --entity-name 1
