from faststream import FastStream, Context, Logger
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.kafka.publisher import asyncapi
from pydantic import BaseModel

broker = KafkaBroker("localhost:9092")
app = FastStream(broker)
prefix_publisher = broker.publisher("hr.audit")


class Employee(BaseModel):
    name: str


@broker.subscriber("hr.hired", "hr.rehired", group_id="hr", auto_offset_reset="earliest")
@broker.publisher("hr.welcome")
async def hired(msg: Employee, logger: Logger) -> dict:
    logger.info(msg)
    await broker.publish({"a": 1}, topic="hr.notified")
    await broker.publish({"a": 1}, "hr.logged")
    return {}


@app.after_startup
async def warm():
    await prefix_publisher.publish({})
