#!/bin/sh
# blocks until the broker answers and lists what is there
HOST=${1:-kafka:9092}
TOPIC_FILE=${2:-topics.txt}

until kafka-topics.sh --bootstrap-server "$HOST" --list; do
  echo "topic list not available yet"
  sleep 1
done

while read -r topic partitions; do
  kafka-topics.sh --bootstrap-server "$HOST" --create --if-not-exists \
    --topic "$topic" --partitions "$partitions"
done < "$TOPIC_FILE"

kafka-consumer-groups.sh --bootstrap-server "$HOST" --describe --group billing
