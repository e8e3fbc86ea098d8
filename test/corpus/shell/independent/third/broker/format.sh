#!/bin/sh
set -e
CLUSTER_ID=${CLUSTER_ID:-$(kafka-storage.sh random-uuid)}
kafka-storage.sh format --ignore-formatted -t "$CLUSTER_ID" -c /etc/kafka/server.properties
export KAFKA_HEAP_OPTS="-Xmx1g"
sed -i "s/^auto.create.topics.enable=.*/auto.create.topics.enable=false/" /etc/kafka/server.properties
exec kafka-server-start.sh /etc/kafka/server.properties \
  --override num.partitions=3 \
  --override offsets.topic.replication.factor=1
