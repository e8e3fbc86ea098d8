import asyncio
import json

import nats
import pulsar
import zmq
import zmq.asyncio

TOPIC = "inventory"


async def zmq_loop() -> None:
    ctx = zmq.asyncio.Context()
    sub = ctx.socket(zmq.SUB)
    sub.connect("tcp://localhost:5556")
    sub.setsockopt_string(zmq.SUBSCRIBE, TOPIC)
    nc = await nats.connect("nats://localhost:4222")
    js = nc.jetstream()
    await js.add_stream(name="stock", subjects=["stock.*"])
    while True:
        topic, body = await sub.recv_multipart()
        await js.publish("stock.changed", json.dumps({"topic": topic.decode(), "body": body.decode()}).encode())


def pulsar_sink(rows) -> None:
    client = pulsar.Client("pulsar://localhost:6650")
    producer = client.create_producer(topic="stock-history")
    for row in rows:
        producer.send(json.dumps(row).encode())
    consumer = client.subscribe("stock-history", subscription_name="check")
    msg = consumer.receive(timeout_millis=1000)
    consumer.acknowledge(msg)
    client.close()


if __name__ == "__main__":
    asyncio.run(zmq_loop())
