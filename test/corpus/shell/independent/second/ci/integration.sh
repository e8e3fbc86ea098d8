#!/bin/bash
set -x
docker-compose -f docker-compose.ci.yml up -d
./gradlew :app:bootJar -x test

docker-compose exec -T kafka bash -c "kafka-topics --create --topic ci-trades --partitions 1 --replication-factor 1 --bootstrap-server kafka:9092"

export KAFKA_BROKER=localhost:9092
export KAFKA_TOPIC=ci-trades
./gradlew integrationTest
rc=$?
docker-compose logs --no-color > build/compose.log
docker-compose down -v
exit $rc
