from faststream import FastStream
from faststream.kafka import KafkaBroker, KafkaRouter, TestKafkaBroker
from faststream.rabbit import RabbitBroker

broker = KafkaBroker("localhost:9092")
rabbit = RabbitBroker("amqp://localhost")
router = KafkaRouter(prefix="")
app = FastStream(broker)
OUT = "out.topic"


@broker.subscriber("in.topic", "in.other", group_id="readers")
@broker.publisher(OUT)
async def handle(message: str) -> str:
    await broker.publish("hello", "side.topic")
    await broker.publish("hello", topic="side.named", key=b"k")
    await broker.publish_batch("a", "b", topic="side.batch")
    await rabbit.publish("hello", "rabbit.queue")
    return message.upper()


@rabbit.subscriber("rabbit.queue")
async def other(message: str) -> None: ...


@router.subscriber("routed.topic")
async def routed(message: str) -> None: ...


async def test_handle():
    async with TestKafkaBroker(broker) as br:
        await br.publish("hello", topic="in.test")
