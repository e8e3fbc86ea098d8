"""Publishes billing events; imported by the Flask views."""
import json
import logging
import os
from decimal import Decimal
from typing import Any

from confluent_kafka import KafkaException, Producer

log = logging.getLogger(__name__)

INVOICE_TOPIC = os.environ.get("INVOICE_TOPIC", "billing-invoices")
REFUND_TOPIC = os.getenv("REFUND_TOPIC", "billing-refunds")


class DecimalEncoder(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        return str(o) if isinstance(o, Decimal) else super().default(o)


class BillingProducer:
    def __init__(self, bootstrap: str) -> None:
        self._producer = Producer(
            {
                "bootstrap.servers": bootstrap,
                "client.id": "billing-web",
                "enable.idempotence": True,
                "delivery.timeout.ms": 30000,
            }
        )

    @staticmethod
    def _on_delivery(err, msg) -> None:
        if err is not None:
            log.error("delivery to %s failed: %s", msg.topic(), err)

    def invoice(self, invoice: dict) -> None:
        self._produce(INVOICE_TOPIC, invoice["number"], invoice)

    def refund(self, refund: dict) -> None:
        self._produce(REFUND_TOPIC, refund["invoice"], refund)

    def _produce(self, topic: str, key: str, value: dict) -> None:
        try:
            self._producer.produce(
                topic,
                key=key.encode(),
                value=json.dumps(value, cls=DecimalEncoder).encode(),
                on_delivery=self._on_delivery,
            )
            self._producer.poll(0)
        except (BufferError, KafkaException):
            log.exception("local queue full, flushing")
            self._producer.flush(5)
