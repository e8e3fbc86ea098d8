import json
import os

import pika
from celery import Celery
from kombu import Exchange, Queue

app = Celery("tasks", broker=os.environ["AMQP_URL"])
topic_exchange = Exchange("documents", type="topic")
app.conf.task_queues = [
    Queue("ocr", topic_exchange, routing_key="document.uploaded"),
    Queue("archive", topic_exchange, routing_key="document.#"),
]


@app.task(queue="ocr", bind=True, max_retries=3)
def ocr(self, path: str, topic: str = "document.uploaded"):
    with open(path, "rb") as fh:
        return {"topic": topic, "size": len(fh.read())}


def send(topic: str, body: dict) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    channel.exchange_declare(exchange="documents", exchange_type="topic", durable=True)
    channel.basic_publish(exchange="documents", routing_key=topic, body=json.dumps(body))
    connection.close()


if __name__ == "__main__":
    send("document.uploaded", {"path": "/tmp/a.pdf"})
    send(topic="document.deleted", body={"path": "/tmp/b.pdf"})
