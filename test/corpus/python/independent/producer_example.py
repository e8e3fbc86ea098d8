#!/usr/bin/env python
"""Simple producer.

Usage::

    producer.produce("docstring-topic", b"value")
"""
import argparse
import json
import logging
import os
import socket
import time

from confluent_kafka import KafkaException, Producer

log = logging.getLogger("producer")

TOPIC = os.getenv("PRODUCER_TOPIC", "page_views")
ERRORS = os.environ.get("ERROR_TOPIC") or "page-view-errors"


def delivery_report(err, msg):
    if err is not None:
        log.error("delivery failed: %s", err)
        return
    log.info("delivered to topic %s [%d]", msg.topic(), msg.partition())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bootstrap", default="localhost:9092")
    parser.add_argument("--count", type=int, default=100)
    args = parser.parse_args()

    producer = Producer({
        "bootstrap.servers": args.bootstrap,
        "client.id": socket.gethostname(),
        "enable.idempotence": True,
    })

    for i in range(args.count):
        try:
            producer.produce(
                TOPIC,
                key="user-%d" % i,
                value=json.dumps({"topic": "home", "ts": time.time()}),
                on_delivery=delivery_report,
            )
        except KafkaException:
            producer.produce(topic=ERRORS, value=b"failed")
        producer.poll(0)

    # producer.produce("page_views_debug", b"done")
    producer.produce("page_views_done", value="done".encode())
    producer.produce(topic='web.page.event.batch_sent.v1', key="batch", value=str(args.count))
    producer.flush(10)


if __name__ == "__main__":
    main()
