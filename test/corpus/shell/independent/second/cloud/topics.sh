#!/usr/bin/env bash
set -e
gcloud pubsub topics create invoices --project demo
gcloud pubsub subscriptions create invoices-worker --topic invoices
gcloud pubsub topics publish invoices --message '{"id": 7}'

aws sns create-topic --name invoices
aws sns publish --topic-arn "$TOPIC_ARN" --message hi
az servicebus topic create -n invoices -g shop --namespace-name shop-bus
pulsar-admin topics create persistent://public/default/invoices
pulsar-client produce invoices -m hello
