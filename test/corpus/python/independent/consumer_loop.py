import json
import signal
import sys
from typing import Any, Dict, List

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import TopicAlreadyExistsError

BROKERS: List[str] = ["broker-1:9092", "broker-2:9092"]
REQUESTS = "scrape-requests"
RESULTS = 'scrape-results'

running = True


def stop(*_: Any) -> None:
    global running
    running = False


def ensure_topics() -> None:
    admin = KafkaAdminClient(bootstrap_servers=BROKERS, client_id="scraper-admin")
    try:
        admin.create_topics([
            NewTopic(name=REQUESTS, num_partitions=3, replication_factor=1),
            NewTopic(RESULTS, 3, 1),
            NewTopic(name="Scrape.Failures", num_partitions=1, replication_factor=1),
        ])
    except TopicAlreadyExistsError:
        print("topics exist already", file=sys.stderr)
    finally:
        admin.close()


def handle(msg: Dict[str, Any]) -> Dict[str, Any]:
    return {"url": msg["url"], "status": "ok"}


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    ensure_topics()
    consumer = KafkaConsumer(
        REQUESTS,
        "scrape-priority",
        bootstrap_servers=BROKERS,
        group_id="scraper",
        auto_offset_reset="earliest",
        value_deserializer=lambda b: json.loads(b.decode("utf-8")),
    )
    producer = KafkaProducer(bootstrap_servers=BROKERS, acks="all", linger_ms=5)
    while running:
        for tp, records in consumer.poll(timeout_ms=500).items():
            for record in records:
                result = handle(record.value)
                producer.send(RESULTS, json.dumps(result).encode("utf-8"), key=b"scraper")
                if result["status"] != "ok":
                    producer.send("scrape_errors", value=b"error")
    producer.flush()

    replay = KafkaConsumer(bootstrap_servers=BROKERS, group_id=None)
    tp = TopicPartition("scrape.archive", 0)
    replay.assign([tp])
    replay.seek_to_beginning(tp)
    replay.subscribe(pattern="^scrape-.*")


if __name__ == "__main__":
    main()
