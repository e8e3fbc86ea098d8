import json
import time
import uuid
from unittest import mock

import pytest
from confluent_kafka import Consumer, Producer
from testcontainers.kafka import KafkaContainer

from pipeline import transform

INPUT = "it-input"


@pytest.fixture(scope="session")
def bootstrap():
    with KafkaContainer("confluentinc/cp-kafka:7.5.3") as kafka:
        yield kafka.get_bootstrap_server()


@pytest.fixture
def producer(bootstrap):
    return Producer({"bootstrap.servers": bootstrap})


@pytest.fixture
def consumer(bootstrap):
    c = Consumer({"bootstrap.servers": bootstrap, "group.id": str(uuid.uuid4()), "auto.offset.reset": "earliest"})
    yield c
    c.close()


def test_roundtrip(producer, consumer):
    consumer.subscribe([INPUT])
    producer.produce(INPUT, json.dumps({"topic": "physics"}), "key-1")
    producer.flush()
    msg = None
    deadline = time.time() + 20
    while msg is None and time.time() < deadline:
        msg = consumer.poll(1.0)
    assert msg is not None, "no message on it-input"
    assert transform(msg.value()) == b"PHYSICS"


@pytest.mark.parametrize("name", ["plain", "with-dash"])
def test_random_topics(producer, name):
    topic = f"{name}-{uuid.uuid4()}"
    producer.produce(topic, b"x")


def test_output(consumer):
    consumer.subscribe(
        [
            "it-output",
            "it-input-retry-0",
            # "it-unused",
        ]
    )
    with mock.patch("pipeline.send") as send:
        send("not-kafka", "value")
        send.assert_called_once_with("not-kafka", "value")
