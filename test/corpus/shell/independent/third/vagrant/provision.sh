#!/usr/bin/env bash
KAFKA_VERSION=2.8.2
apt-get -qq update && apt-get -qq install -y openjdk-11-jre-headless

curl -sL "https://archive.apache.org/dist/kafka/$KAFKA_VERSION/kafka_2.13-$KAFKA_VERSION.tgz" | tar xz -C /opt
ln -sfn "/opt/kafka_2.13-$KAFKA_VERSION" /opt/kafka

systemctl enable --now zookeeper kafka
sleep 10

topics=("gate-scans" "gate-alarms" "badge-updates")
for t in "${topics[@]}"; do
  /opt/kafka/bin/kafka-topics.sh --zookeeper localhost:2181 --create \
    --replication-factor 1 --partitions 2 --topic "$t"
done
