import asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    kafka_topic: str = "work.items"
    dead_topic: str = "work.dead"
    group_id: str = "work-group"
    bootstrap: str = "localhost:9092"


settings = Settings()


async def consume() -> None:
    consumer = AIOKafkaConsumer(
        settings.kafka_topic,
        "work.extra",
        bootstrap_servers=settings.bootstrap,
        group_id=settings.group_id,
    )
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as out:
        async for message in consumer:
            await out.send_and_wait(settings.dead_topic, message.value, key=b"dead")
            await out.send("work.done", b"x")
            batch = out.create_batch()
            batch.append(key=None, value=b"x", timestamp=None)
            await out.send_batch(batch, "work.batch", partition=0)


asyncio.run(consume())
