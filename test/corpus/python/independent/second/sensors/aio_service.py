import asyncio
import json
import logging
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError
from fastapi import Depends, FastAPI, Request
from pydantic import BaseModel
from pydantic_settings import BaseSettings

logger = logging.getLogger("sensors")


class Settings(BaseSettings):
    kafka_bootstrap: str = "localhost:9092"
    kafka_group: str = "sensors-api"
    raw_topic: str = "sensors-raw"
    alarm_topic: str = "sensors-alarms"


settings = Settings()


class Reading(BaseModel):
    sensor_id: str
    value: float


async def consume_alarms(app: FastAPI) -> None:
    consumer = AIOKafkaConsumer(
        settings.alarm_topic,
        bootstrap_servers=settings.kafka_bootstrap,
        group_id=settings.kafka_group,
        value_deserializer=lambda v: json.loads(v.decode()),
    )
    await consumer.start()
    try:
        async for msg in consumer:
            app.state.alarms.append(msg.value)
    finally:
        await consumer.stop()


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.alarms = []
    app.state.producer = AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap, acks="all")
    try:
        await app.state.producer.start()
    except KafkaConnectionError:
        logger.exception("no broker")
        raise
    task = asyncio.create_task(consume_alarms(app))
    yield
    task.cancel()
    await app.state.producer.stop()


app = FastAPI(lifespan=lifespan)


def get_producer(request: Request) -> AIOKafkaProducer:
    return request.app.state.producer


@app.post("/readings", status_code=202)
async def post(reading: Reading, producer: AIOKafkaProducer = Depends(get_producer)):
    await producer.send_and_wait(
        settings.raw_topic, reading.model_dump_json().encode(), key=reading.sensor_id.encode()
    )
