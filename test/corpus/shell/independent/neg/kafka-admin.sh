#!/usr/bin/env bash
# nothing here names a topic
set -eu
BOOTSTRAP=broker:9092
GROUP=topic-readers
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --list
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --describe --under-replicated-partitions
kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --describe --topic "$1"
kafka-consumer-groups.sh --bootstrap-server "$BOOTSTRAP" --describe --group "$GROUP"
kafka-configs.sh --bootstrap-server "$BOOTSTRAP" --entity-type brokers --entity-name 1 --alter --add-config log.cleaner.threads=2
kafka-configs.sh --bootstrap-server "$BOOTSTRAP" --entity-type users --entity-name alice --alter --add-config 'SCRAM-SHA-512=[password=x]'
kafka-server-start.sh config/server.properties --override auto.create.topics.enable=true
kafka-storage.sh format -t "$CLUSTER_ID" -c config/kraft/server.properties
kafka-log-dirs.sh --bootstrap-server "$BOOTSTRAP" --describe --broker-list 1,2
kafka-console-consumer.sh --bootstrap-server "$BOOTSTRAP" --topic "$2" --max-messages 5 | tee out.txt
docker run --rm -t kafka-tools ./run.sh
docker build -t kafka-image .
zookeeper-shell.sh zk:2181 ls /brokers/topics
echo "Usage: $0 TOPIC"
