#!/usr/bin/env zsh
# starts the scorer against a throw-away broker
cd "${0:A:h}/.."

docker run -d --rm --name scorer-kafka -p 9092:9092 apache/kafka:3.7.0
sleep 6
docker exec scorer-kafka /opt/kafka/bin/kafka-topics.sh --create --topic essays --bootstrap-server localhost:9092
docker exec scorer-kafka /opt/kafka/bin/kafka-topics.sh --create --topic essay-scores --bootstrap-server localhost:9092

KAFKA_TOPIC=essays KAFKA_BROKER=localhost:9092 python -m scorer &
PID=$!

head -5 testdata/essays.ndjson | docker exec -i scorer-kafka \
  /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server localhost:9092 --topic essays

docker exec scorer-kafka /opt/kafka/bin/kafka-console-consumer.sh \
  --topic 'essay-scores' --bootstrap-server localhost:9092 --max-messages 5 --timeout-ms 20000
kill $PID
docker stop scorer-kafka
