#!/usr/bin/env bash
# writes config files and starts a connector
cat > /etc/app/app.properties <<'CONF'
app.mode=prod
app.threads=4
CONF

curl -s -X PUT http://connect:8083/connectors/pg-sink/config \
  -H 'Content-Type: application/json' -d '{
    "connector.class": "io.confluent.connect.jdbc.JdbcSinkConnector",
    "topics": "ledger_entries",
    "tasks.max": "1",
    "connection.url": "jdbc:postgresql://pg/ledger"
  }'

docker exec -i kafka bash <<'EOF'
kafka-topics --bootstrap-server localhost:9092 --create --topic ledger-in --partitions 1
kafka-topics --bootstrap-server localhost:9092 --create --topic ledger-out --partitions 1
EOF

ssh broker1 "/opt/kafka/bin/kafka-topics.sh --zookeeper zk:2181 --create --topic ledgerAudit --partitions 1"
kubectl -n kafka exec kafka-0 -- bin/kafka-topics.sh --bootstrap-server localhost:9092 --create --topic ledger.tx.log.booked.v1
kubectl run kcat --rm -i --image=edenhill/kcat:1.7.1 -- -b kafka:9092 -L
