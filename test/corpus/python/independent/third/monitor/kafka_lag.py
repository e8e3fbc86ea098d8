import os
import re

from confluent_kafka import Consumer, ConsumerGroupTopicPartitions, TopicPartition
from confluent_kafka.admin import AdminClient
from prometheus_client import Gauge, start_http_server

LAG = Gauge("kafka_lag", "Consumer lag", ["group", "topic", "partition"])
GROUPS = ("checkout", "mailer", "search-indexer")
IGNORED = re.compile(r"^(_|connect-).*")


def watermarks(consumer: Consumer, tp: TopicPartition) -> int:
    _, high = consumer.get_watermark_offsets(tp, timeout=5)
    return high


def collect(admin: AdminClient, consumer: Consumer) -> None:
    for group in GROUPS:
        result = admin.list_consumer_group_offsets([ConsumerGroupTopicPartitions(group)])
        for tp in result[group].result().topic_partitions:
            if IGNORED.match(tp.topic):
                continue
            LAG.labels(group=group, topic=tp.topic, partition=tp.partition).set(watermarks(consumer, tp) - tp.offset)


def main() -> None:
    conf = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP"]}
    admin = AdminClient(conf)
    consumer = Consumer({**conf, "group.id": "lag-exporter", "client.id": "lag-exporter-0"})
    consumer.subscribe(["^audit-.*"])
    start_http_server(9308)
    while True:
        collect(admin, consumer)
        consumer.poll(15)


if __name__ == "__main__":
    main()
