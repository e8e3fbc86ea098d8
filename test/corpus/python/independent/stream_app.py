import asyncio
import logging
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from fastapi import FastAPI
from faststream import FastStream, Logger
from faststream.kafka import KafkaBroker
from pydantic import BaseModel
from pydantic_settings import BaseSettings

logger = logging.getLogger(__name__)


class Settings(BaseSettings):
    kafka_url: str = "localhost:9092"
    greetings_topic: str = "greetings"
    group: str = "greeters"


settings = Settings()
broker = KafkaBroker(settings.kafka_url, client_id="greeter")
faststream = FastStream(broker, title="greeter")
to_shouts = broker.publisher("shouts", title="shouting")


class Greeting(BaseModel):
    name: str


@broker.subscriber("names", "nicknames", group_id="greeters", auto_offset_reset="earliest")
@broker.publisher("hello_messages")
async def greet(msg: Greeting, log: Logger) -> str:
    log.info("greeting %s", msg.name)
    await broker.publish("hey", topic="side-effects", key=b"greet")
    await broker.publish({"x": 1}, "side_effects_2")
    return f"hello {msg.name}"


@asynccontextmanager
async def lifespan(app: FastAPI):
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka_url)
    await producer.start()
    app.state.producer = producer
    task = asyncio.create_task(consume())
    yield
    task.cancel()
    await producer.stop()


api = FastAPI(lifespan=lifespan)


@api.post("/greet/{name}")
async def post_greet(name: str):
    await api.state.producer.send_and_wait(settings.greetings_topic, name.encode())
    await api.state.producer.send_and_wait("greet.requests", name.encode(), key=b"http")
    return {"status": "queued"}


async def consume():
    consumer = AIOKafkaConsumer(
        "greet.responses",
        bootstrap_servers=settings.kafka_url,
        group_id=settings.group,
    )
    await consumer.start()
    try:
        async for msg in consumer:
            logger.info("%s: %s", msg.topic, msg.value)
    finally:
        await consumer.stop()
