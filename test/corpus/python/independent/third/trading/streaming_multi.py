import asyncio
import json
import os
from collections import defaultdict

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition

ORDERBOOK = "exchange.orderbook"
EXECUTIONS = os.getenv("EXECUTIONS_TOPIC") or "exchange.executions"


class StateReset(ConsumerRebalanceListener):
    def __init__(self, state):
        self.state = state

    async def on_partitions_revoked(self, revoked):
        self.state.clear()

    async def on_partitions_assigned(self, assigned):
        print("assigned", assigned)


async def pnl() -> None:
    state: dict[str, float] = defaultdict(float)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=os.environ["KAFKA"],
        group_id="pnl-calculator",
        isolation_level="read_committed",
    )
    producer = AIOKafkaProducer(bootstrap_servers=os.environ["KAFKA"], transactional_id="pnl-1")
    await consumer.start()
    await producer.start()
    consumer.subscribe([ORDERBOOK, EXECUTIONS], listener=StateReset(state))
    try:
        while True:
            batches = await consumer.getmany(timeout_ms=1000)
            async with producer.transaction():
                offsets = {}
                for tp, messages in batches.items():
                    for m in messages:
                        body = json.loads(m.value)
                        state[body["symbol"]] += body["qty"] * body["price"]
                        await producer.send("exchange.pnl", key=m.key, value=json.dumps(state).encode())
                    offsets[tp] = messages[-1].offset + 1
                await producer.send_offsets_to_transaction(offsets, "pnl-calculator")
    finally:
        await consumer.stop()
        await producer.stop()


asyncio.run(pnl())
