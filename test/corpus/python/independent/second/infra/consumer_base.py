import abc
import logging
import threading
from typing import Iterable

from confluent_kafka import Consumer, KafkaError, Message

log = logging.getLogger(__name__)


class BaseConsumer(abc.ABC, threading.Thread):
    """Subclasses say which topics they want and get the decoded messages."""

    group_id = "generic-worker"

    def __init__(self, bootstrap: str, topics: Iterable[str]) -> None:
        super().__init__(name=f"{self.group_id}-thread", daemon=True)
        self._topics = list(topics)
        self._stop = threading.Event()
        self._consumer = Consumer(
            {
                "bootstrap.servers": bootstrap,
                "group.id": self.group_id,
                "client.id": "worker-1",
                "auto.offset.reset": "earliest",
            }
        )

    @abc.abstractmethod
    def process(self, message: Message) -> None: ...

    def run(self) -> None:
        self._consumer.subscribe(self._topics)
        while not self._stop.is_set():
            msg = self._consumer.poll(0.5)
            if msg is None:
                continue
            if msg.error():
                if msg.error().code() == KafkaError._ALL_BROKERS_DOWN:
                    log.critical("all brokers down")
                continue
            self.process(msg)
        self._consumer.close()

    def stop(self) -> None:
        self._stop.set()
