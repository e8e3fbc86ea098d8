#!/bin/bash
# deploys the kafka consumers
set -e
NAMESPACE=kafka
RELEASE=topic-operator
IMAGE=acme/topic-operator
GROUP_ID=orders-group
for app in orders payments; do
  kubectl -n $NAMESPACE rollout restart deployment/$app
done
helm upgrade --install $RELEASE strimzi/strimzi-kafka-operator -n $NAMESPACE --set watchAnyNamespace=true
kubectl -n kafka get kafkatopics
kubectl -n kafka apply -f topics/
docker build -t $IMAGE .
docker push "$IMAGE"
curl -s http://localhost:8083/connectors | jq -r '.[]'
aws sns publish --topic-arn "$SNS_ARN" --message "deployed"
slack-notify --topic deployments --channel ops
tar -t -f kafka.tgz
