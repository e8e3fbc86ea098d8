import signal
import sys

import structlog
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition
from elasticsearch import Elasticsearch, helpers

logger = structlog.get_logger()
running = True

INDEX_BY_TOPIC = {
    "catalog.products": "products",
    "catalog.brands": "brands",
    "catalog.reviews": "reviews",
}


def stop(*_):
    global running
    running = False


def rewind(consumer, partitions):
    for p in partitions:
        p.offset = OFFSET_BEGINNING
    consumer.assign(partitions)


def main(argv):
    es = Elasticsearch("http://es:9200")
    consumer = Consumer(
        {
            "bootstrap.servers": "kafka:9092",
            "group.id": "catalog-indexer",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    kwargs = {"on_assign": rewind} if "--full" in argv else {}
    consumer.subscribe(list(INDEX_BY_TOPIC), **kwargs)

    while running:
        batch = consumer.consume(num_messages=500, timeout=1.0)
        actions = []
        for msg in batch:
            if msg.error():
                if msg.error().code() != KafkaError._PARTITION_EOF:
                    logger.error("consume", error=str(msg.error()))
                continue
            actions.append({"_index": INDEX_BY_TOPIC[msg.topic()], "_id": msg.key().decode(), "_source": msg.value()})
        if actions:
            helpers.bulk(es, actions)
            consumer.commit(asynchronous=False)
    consumer.close()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    main(sys.argv[1:])
