from unittest import mock
from unittest.mock import AsyncMock, MagicMock, patch

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient, NewPartitions, NewTopic
from testcontainers.kafka import KafkaContainer

from shop.events import publish_order

ORDERS = "shop-orders"


@pytest.fixture(scope="module")
def kafka():
    with KafkaContainer() as container:
        admin = KafkaAdminClient(bootstrap_servers=container.get_bootstrap_server())
        admin.create_topics([NewTopic(name=name, num_partitions=1, replication_factor=1) for name in (ORDERS, "shop-emails")])
        admin.create_partitions({"shop-orders": NewPartitions(total_count=4)})
        yield container


@pytest.mark.parametrize("topic,count", [("shop-a", 1), ("shop-b", 2)])
def test_round_trip(kafka, topic, count):
    producer = KafkaProducer(bootstrap_servers=kafka.get_bootstrap_server())
    for i in range(count):
        producer.send(topic, b"x")
    producer.flush()
    consumer = KafkaConsumer(ORDERS, bootstrap_servers=kafka.get_bootstrap_server(), auto_offset_reset="earliest", consumer_timeout_ms=3000)
    assert len(list(consumer)) == 0
    consumer.unsubscribe()
    consumer.subscribe(["shop-emails"])


def test_publish():
    producer = MagicMock(spec=KafkaProducer)
    publish_order(producer, {"id": 1})
    producer.send.assert_called_once_with("shop-orders", value={"id": 1})


@patch("shop.events.KafkaProducer")
def test_patched(producer_class):
    producer_class.return_value.send.return_value = None
