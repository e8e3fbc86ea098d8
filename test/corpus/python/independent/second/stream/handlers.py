from typing import Annotated

from faststream import Context, FastStream, Logger
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.kafka.annotations import KafkaBroker as BrokerDep
from pydantic import BaseModel, PositiveInt

broker = KafkaBroker("localhost:9092", client_id="tickets")
app = FastStream(broker)

seat_map = broker.publisher("tickets.seat-map")


class Purchase(BaseModel):
    event: str
    seats: list[str]
    total: PositiveInt


@broker.subscriber("tickets.purchases", group_id="seat-allocator", auto_offset_reset="earliest")
@broker.publisher("tickets.allocated")
async def allocate(msg: Purchase, logger: Logger, raw: Annotated[KafkaMessage, Context("message")]) -> dict:
    logger.info("allocating %s at %s", msg.seats, raw.raw_message.offset)
    await seat_map.publish({"event": msg.event, "taken": msg.seats}, key=msg.event.encode())
    return {"event": msg.event, "ok": True}


@broker.subscriber("tickets.refunds", "tickets.chargebacks", batch=True, max_records=50)
async def release(batch: list[Purchase], broker: BrokerDep) -> None:
    for p in batch:
        await broker.publish(
            {"event": p.event, "released": p.seats},
            topic="tickets.released",
            key=p.event.encode(),
        )


@app.after_startup
async def announce() -> None:
    await broker.publish({"service": "tickets"}, "ops.service-started")
