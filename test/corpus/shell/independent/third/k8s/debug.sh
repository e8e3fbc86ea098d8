#!/usr/bin/env bash
NS=${NS:-streaming}
POD=kafka-client

if ! kubectl -n "$NS" get pod $POD >/dev/null 2>&1; then
  kubectl -n "$NS" run $POD --image=bitnami/kafka:3.6 --restart=Never -- sleep infinity
  kubectl -n "$NS" wait --for=condition=Ready pod/$POD
fi

case "${1:-tail}" in
  tail)
    kubectl -n "$NS" exec -it $POD -- kafka-console-consumer.sh \
      --bootstrap-server kafka:9092 --topic cdn-purges ;;
  push)
    kubectl -n "$NS" exec -i $POD -- kafka-console-producer.sh \
      --bootstrap-server kafka:9092 --topic cdn-purges ;;
  delete)
    kubectl -n "$NS" exec $POD -- kafka-delete-records.sh --bootstrap-server kafka:9092 --offset-json-file /tmp/o.json ;;
  grow)
    kubectl -n "$NS" exec $POD -- kafka-topics.sh --bootstrap-server kafka:9092 --alter --topic cdn-hits --partitions 24 ;;
esac
