import argparse
import asyncio

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.helpers import create_ssl_context

TOPICS = ("sensor.temperature", "sensor.humidity")
OUTPUTS: dict[str, str] = {
    "temperature": "agg.temperature",
    "humidity": "agg.humidity",
}


async def consume(args: argparse.Namespace) -> None:
    consumer = AIOKafkaConsumer(*TOPICS, bootstrap_servers=args.servers, group_id="aggregator")
    producer = AIOKafkaProducer(bootstrap_servers=args.servers)
    await consumer.start()
    await producer.start()
    try:
        async for msg in consumer:
            kind = msg.topic.rsplit(".", 1)[-1]
            await producer.send_and_wait(OUTPUTS[kind], msg.value, key=msg.key)
            if msg.offset % 100 == 0:
                await producer.send(args.stats_topic, b"{}")
    finally:
        await consumer.stop()


async def replay(topic="sensor.replay"):
    consumer = AIOKafkaConsumer(bootstrap_servers="localhost")
    consumer.subscribe(topics=[topic])
    consumer.subscribe(pattern="^sensor.*")
    tp = TopicPartition("sensor.manual", 0)
    consumer.assign([tp])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--servers", default="localhost:9092")
    parser.add_argument("--stats-topic", default="agg.stats", help="where statistics go")
    asyncio.run(consume(parser.parse_args()))
