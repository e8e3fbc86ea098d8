# Not Kafka's: a task queue and a producer of kombu. Moved off Kafka.
from celery import Celery
from kombu import Producer

app = Celery("tasks", broker="redis://localhost")


@app.task
def send(producer: Producer, topic: str = "orders"):
    producer.publish({"topic": topic}, routing_key="orders")
    producer.send("orders", {})
    app.topic("orders")
