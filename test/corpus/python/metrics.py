from prometheus_client import Counter
from confluent_kafka import Producer

SENT = Counter("kafka_sent_total", "Records sent", ["topic", "client"])
CONFIG = {"bootstrap.servers": "localhost:9092", "client.id": "metrics", "transactional.id": "metrics-tx", "topic": "x"}


def build() -> Producer:
    producer = Producer(CONFIG)
    SENT.labels(topic="metrics", client="c").inc()
    producer.init_transactions()
    producer.flush(10)
    return producer
