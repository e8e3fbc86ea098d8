"""Health check and client settings; topic names come from the caller."""
import json
import logging
import struct
from typing import Iterable

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from confluent_kafka.serialization import MessageField, SerializationContext, StringSerializer

logger = logging.getLogger("kafka.health")

GROUP = "health-check"
DEFAULTS = {
    "client.id": "health",
    "group.id": GROUP,
    "enable.auto.commit": "false",
    "auto.offset.reset": "latest",
    "sasl.mechanism": "PLAIN",
    "compression.type": "lz4",
}
VALUE_SUBJECT = "health-value"


def check(bootstrap: str, topics: Iterable[str]) -> bool:
    consumer = Consumer({**DEFAULTS, "bootstrap.servers": bootstrap})
    topics = list(topics)
    consumer.subscribe(topics)
    msg = consumer.poll(5.0)
    if msg is None:
        logger.warning("no message on topic %s", ", ".join(topics))
        return False
    if msg.error():
        logger.error("consumer error: %s", msg.error())
        return False
    headers = dict(msg.headers() or [])
    return headers.get("event-type") == b"health-ping"


def ping(bootstrap: str, topic: str) -> None:
    producer = Producer({"bootstrap.servers": bootstrap, "client.id": "health-ping"})
    serializer = StringSerializer("utf_8")
    producer.produce(
        topic,
        key="ping",
        value=serializer("pong", SerializationContext(topic, MessageField.VALUE)),
        headers=[("event-type", b"health-ping")],
    )
    producer.flush()


def rewind(consumer: Consumer, topic: str, count: int) -> None:
    consumer.assign([TopicPartition(topic, p, OFFSET_BEGINNING) for p in range(count)])
    logger.info(json.dumps({"action": "rewind", "topic": topic}))


def magic(payload: bytes) -> int:
    return struct.unpack(">bI", payload[:5])[1]
