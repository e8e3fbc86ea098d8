#!/bin/bash
HOST=localhost
TOPIC="sensors/kitchen"
ALARM_TOPIC=alarm
mosquitto_pub -h $HOST -t "$TOPIC" -m '{"t": 21}'
mosquitto_sub -h $HOST -t '#' -v &
mosquitto_sub --topic doors -h $HOST
for topic in lamp heater; do
  mosquitto_pub -h "$HOST" -t "$topic" -m off
done
gcloud pubsub topics create clicks --project acme
gcloud pubsub subscriptions create clicks-sub --topic clicks
aws sns create-topic --name alerts
az servicebus topic create -g rg --namespace-name ns --name invoices
pulsar-admin topics create persistent://public/default/pulsar-topic
nats pub orders.new '{}'
redis-cli publish news hello
ros2 topic echo /scan
rabbitmqadmin declare exchange name=logs type=topic
gh repo edit --add-topic kafka
ls -t logs | head
sort -t kafka file.txt
