import logging

from faststream import FastStream
from faststream.confluent import KafkaBroker, KafkaRouter, TopicPartition
from pydantic import BaseModel, Field

from delivery.repo import CourierRepo

log = logging.getLogger(__name__)
router = KafkaRouter()
repo = CourierRepo()


class Assignment(BaseModel):
    parcel: str = Field(examples=["P-1"])
    courier: str


@router.subscriber("delivery.assignments", group_id="courier-app", auto_commit=False)
async def on_assignment(msg: Assignment) -> None:
    await repo.push(msg.courier, msg.parcel)


@router.subscriber(partitions=[TopicPartition("delivery.positions", partition=0)])
@router.publisher(topic="delivery.eta")
async def on_position(body: dict) -> dict:
    eta = await repo.eta(body["courier"], (body["lat"], body["lon"]))
    log.debug("eta %s", eta)
    return {"courier": body["courier"], "eta": eta.isoformat()}


broker = KafkaBroker("localhost:9092")
broker.include_router(router)
app = FastStream(broker, title="courier-app")


@app.on_shutdown
async def bye() -> None:
    await broker.publish("offline", topic="delivery.app-status", key=b"courier-app")
