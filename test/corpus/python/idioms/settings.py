import json
import logging
import os
from dataclasses import dataclass, field
from enum import Enum
from typing import Iterable

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic, ConfigResource
from pydantic import Field
from pydantic_settings import BaseSettings

logger = logging.getLogger(__name__)


class Settings(BaseSettings):
    kafka_brokers: str = "localhost:9092"
    orders_topic: str = "orders"
    refunds_topic: str = Field(default="refunds", alias="REFUNDS_TOPIC")
    group_id: str = "order-service"


class Topic(str, Enum):
    CREATED = "order-created"
    SHIPPED = "order-shipped"

    @classmethod
    def all(cls):
        return [t.value for t in cls]


@dataclass
class KafkaConfig:
    servers: str = "localhost:9092"
    topics: list[str] = field(default_factory=lambda: ["stock", "prices"])
    dlq: str = "dead-letters"


settings = Settings()


def make_consumer(config: KafkaConfig) -> Consumer:
    consumer = Consumer({"bootstrap.servers": config.servers, "group.id": settings.group_id, "auto.offset.reset": "earliest"})
    consumer.subscribe(config.topics + [settings.orders_topic])
    return consumer


def create_all(admin: AdminClient) -> None:
    futures = admin.create_topics([NewTopic(t, num_partitions=3, replication_factor=1) for t in Topic.all()])
    for topic, future in futures.items():
        try:
            future.result()
            logger.info("Topic %s created", topic)
        except KafkaException as e:
            if e.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise


class OrderProducer:
    def __init__(self, config: KafkaConfig, topic: str = Topic.CREATED.value):
        self._producer = Producer({"bootstrap.servers": config.servers})
        self._topic = topic
        self._dlq = config.dlq

    def send(self, key: str, order: dict) -> None:
        self._producer.produce(self._topic, key=key, value=json.dumps(order), on_delivery=self._report)
        self._producer.poll(0)

    def refund(self, key, order):
        self._producer.produce(topic=settings.refunds_topic, key=key, value=json.dumps(order))

    def ship(self, key: str, order: dict) -> None:
        self._emit(Topic.SHIPPED, key, order)

    def _emit(self, topic: Topic, key: str, value: dict) -> None:
        self._producer.produce(topic.value, key=key, value=json.dumps(value))

    def _report(self, err, msg):
        if err is not None:
            self._producer.produce(self._dlq, msg.value())


def seek(consumer: Consumer) -> None:
    consumer.assign([TopicPartition("audit", 0, 0), TopicPartition(topic="audit-2", partition=0)])
