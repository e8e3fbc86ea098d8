import json
import uuid

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic
from testcontainers.kafka import KafkaContainer

from pipeline import Pipeline

IN_TOPIC = "weather-observations"
OUT_TOPIC = "weather-aggregates"


@pytest.fixture(scope="session")
def bootstrap():
    with KafkaContainer("confluentinc/cp-kafka:7.5.3") as kafka:
        server = kafka.get_bootstrap_server()
        admin = AdminClient({"bootstrap.servers": server})
        for f in admin.create_topics([NewTopic(t, 1, 1) for t in (IN_TOPIC, OUT_TOPIC)]).values():
            f.result()
        yield server


@pytest.fixture
def consumer(bootstrap):
    c = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": f"test-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
        }
    )
    c.subscribe([OUT_TOPIC])
    yield c
    c.close()


@pytest.mark.parametrize("temps,expected", [([1, 2, 3], 2.0), ([5], 5.0)])
def test_mean(bootstrap, consumer, temps, expected):
    p = Producer({"bootstrap.servers": bootstrap})
    for t in temps:
        p.produce(IN_TOPIC, key="station-1", value=json.dumps({"t": t}))
    p.flush()

    Pipeline(bootstrap).run_once()

    msg = consumer.poll(10)
    assert msg is not None
    assert json.loads(msg.value())["mean"] == expected
