from __future__ import annotations

import enum
import json
from dataclasses import dataclass, field
from typing import Optional

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from confluent_kafka.schema_registry import SchemaRegistryClient
from django.conf import settings


class Topic(str, enum.Enum):
    USER_CREATED = "user.created"
    USER_REMOVED = "user.removed"

    @property
    def subject(self) -> str:
        return f"{self.value}-value"


TOPICS = {
    "invoice": "invoice_events",
    "refund": "refund_events",
}


@dataclass
class Bus:
    producer: Producer
    prefix: str = ""
    headers: dict = field(default_factory=lambda: {"source": "bus"})

    AUDIT_TOPIC = "bus-audit"

    def publish(self, topic: str, payload: dict, key: Optional[str] = None) -> None:
        self.producer.produce(topic, json.dumps(payload), key=key, headers=self.headers)

    def user_created(self, pk: int) -> None:
        self.publish(Topic.USER_CREATED.value, {"pk": pk})
        self.producer.produce(self.AUDIT_TOPIC, value="user created")

    def user_removed(self, pk: int) -> None:
        self.producer.produce(Topic.USER_REMOVED.value, key=str(pk), value=None)

    def invoice(self, payload: dict) -> None:
        self.producer.produce(TOPICS["invoice"], json.dumps(payload))

    def refund(self, payload: dict) -> None:
        self.producer.produce(TOPICS["refund"], json.dumps(payload))


def worker() -> None:
    consumer = Consumer({
        "bootstrap.servers": settings.KAFKA_BOOTSTRAP,
        "group.id": "bus-worker",
        "auto.offset.reset": "earliest",
    })
    consumer.subscribe(["email-outbox", settings.SMS_TOPIC, "push-outbox"],
                       on_assign=lambda c, ps: print("assigned", ps))
    consumer.assign([TopicPartition("replay-me", 0, 42)])
    consumer.subscribe(["^tenant-.*"])


def migrate() -> None:
    admin = AdminClient({"bootstrap.servers": settings.KAFKA_BOOTSTRAP})
    admin.create_topics([NewTopic(t, num_partitions=3) for t in ("bus-v2",)])
    registry = SchemaRegistryClient({"url": "http://registry:8081"})
    registry.get_latest_version("user.created-value")
