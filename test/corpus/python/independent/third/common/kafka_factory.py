import functools
import json
import os
from typing import Callable

from kafka import KafkaConsumer, KafkaProducer

from common import topic_names


@functools.lru_cache(maxsize=1)
def producer() -> KafkaProducer:
    return KafkaProducer(
        bootstrap_servers=os.environ["KAFKA_SERVERS"].split(","),
        client_id="common-lib",
        value_serializer=lambda v: json.dumps(v, default=str).encode(),
    )


def emits(topic: str) -> Callable:
    """Decorator: what the function returns is sent to the topic."""

    def wrap(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            result = fn(*args, **kwargs)
            producer().send(topic, value=result)
            return result

        return inner

    return wrap


@emits(topic_names.INVENTORY)
def restock(sku: str, qty: int) -> dict:
    return {"sku": sku, "qty": qty, "type": "restock"}


def consumer(group: str) -> KafkaConsumer:
    c = KafkaConsumer(bootstrap_servers=os.environ["KAFKA_SERVERS"].split(","), group_id=group)
    c.subscribe(pattern=os.environ.get("TOPIC_PATTERN", "^inventory-.*"))
    return c
