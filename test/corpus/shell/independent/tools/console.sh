#!/usr/bin/env bash
set -e
case "$1" in
  produce)
    kafka-console-producer --broker-list localhost:9092 --topic chat.messages \
      --property parse.key=true --property key.separator=:
    ;;
  consume)
    kafka-console-consumer --bootstrap-server localhost:9092 --from-beginning --topic chat.messages --group chat-debug
    ;;
  reset)
    kafka-consumer-groups --bootstrap-server localhost:9092 --group chat-debug \
      --topic chat.presence:0,1 --reset-offsets --to-earliest --execute
    ;;
  avro)
    docker compose exec schema-registry kafka-avro-console-consumer \
      --bootstrap-server kafka:29092 --topic ChatArchive --property schema.registry.url=http://localhost:8081
    ;;
  all)
    kafka-console-consumer --bootstrap-server localhost:9092 --whitelist 'chat\..*'
    kafka-console-consumer --bootstrap-server localhost:9092 --include "chat-.*|presence-.*"
    ;;
  acl)
    kafka-acls --bootstrap-server localhost:9092 --add --allow-principal User:chat \
      --operation Read --group chat-debug
    ;;
  perf)
    kafka-producer-perf-test --topic perf-test --num-records 1000000 --record-size 100 --throughput -1 --producer-props bootstrap.servers=localhost:9092
    ;;
esac
