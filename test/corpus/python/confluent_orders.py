"""Orders through confluent-kafka. producer.produce("in.a.docstring")"""
import json
import os
from enum import Enum
from typing import Final, Optional

from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic
from confluent_kafka.serialization import MessageField, SerializationContext

ORDERS: Final[str] = "orders"
PREFIX = "shop"
PAYMENTS = f"{PREFIX}.payments"
UNUSED = "unused.constant"


class Topics(str, Enum):
    SHIPPED = "orders.shipped"
    CANCELLED = "orders.cancelled"
    RETURNED = "orders.returned"


class OrderProducer:
    refunds = "orders.refunds"

    def __init__(self, producer: Optional[Producer] = None, audit: str = "audit") -> None:
        self._producer = producer or Producer({"bootstrap.servers": "localhost:9092", "client.id": "orders"})
        self.audit = audit

    def created(self, order: dict) -> None:
        # self._producer.produce("commented.out")
        self._producer.produce(ORDERS, key=order["id"], value=json.dumps(order), on_delivery=self.delivered)
        self._producer.produce(topic=Topics.SHIPPED.value, value="v", headers={"topic": "no"})
        self._producer.produce(Topics.CANCELLED, "value")
        self._producer.produce(self.refunds, b"x")
        self._producer.produce(self.audit, "x")
        self._producer.poll(0)

    def publish(self, topic: str, value: str) -> None:
        self._producer.produce(topic, value, "key")

    def both(self) -> None:
        self.publish("orders.first", "one")
        self.publish(value="two", topic="orders.second")

    def unknown(self, region: str) -> None:
        self._producer.produce(f"orders-{region}", "x")
        self._producer.produce("orders-%s" % region, "x")
        self._producer.produce("orders-{}".format(region), "x")
        self._producer.produce(os.environ["ORDERS_TOPIC"], "x")


def run() -> None:
    consumer = Consumer({"group.id": "orders-group", "auto.offset.reset": "earliest"})
    consumer.subscribe([PAYMENTS, os.getenv("EXTRA_TOPIC", "orders.extra")], on_assign=print)
    consumer.subscribe(["^orders-.*", "orders.plain"])
    consumer.assign([TopicPartition("orders.assigned", 0, 42)])
    while True:
        message = consumer.poll(1.0)
        if message.error() and message.error().code() == KafkaError._PARTITION_EOF:
            continue
        print("%s [%d]" % (message.topic(), message.partition()))


def admin() -> None:
    client = AdminClient({"bootstrap.servers": "localhost:9092"})
    client.create_topics([NewTopic(name, num_partitions=3) for name in ("made.a", "made.b")])
    client.create_topics([NewTopic(topic="made.c", num_partitions=1, config={"cleanup.policy": "compact"})])
    client.delete_topics(["gone"], operation_timeout=30)
    client.create_partitions([NewPartitions("wider", 6)])
    client.describe_configs([ConfigResource(ConfigResource.Type.TOPIC, "configured")])
    client.describe_configs([ConfigResource(ConfigResource.Type.BROKER, "broker-1")])
    client.list_topics("listed", timeout=10)
    SerializationContext("serialized", MessageField.VALUE)
