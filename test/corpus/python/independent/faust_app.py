"""Windowed aggregation with Faust."""
from datetime import timedelta

import faust

BROKER = "kafka://localhost:9092"

app = faust.App(
    "hopping-demo",
    broker=BROKER,
    store="rocksdb://",
    topic_partitions=4,
    version=2,
)


class Trade(faust.Record, serializer="json"):
    symbol: str
    price: float
    volume: int


class Candle(faust.Record):
    symbol: str
    high: float


trades_topic = app.topic("trades", key_type=str, value_type=Trade)
candles = app.topic(
    "trade.candles",
    value_type=Candle,
    partitions=4,
)
alerts = app.topic("alerts-high", "alerts-low", value_type=Trade)
changelog = app.topic("hopping-demo-volume-changelog", internal=True)

volume = app.Table("volume", default=int).hopping(
    10, 5, expires=timedelta(minutes=10)
)


@app.agent(trades_topic, sink=[candles])
async def aggregate(stream):
    async for trade in stream.group_by(Trade.symbol):
        volume[trade.symbol] += trade.volume
        yield Candle(symbol=trade.symbol, high=trade.price)


@app.agent("market_status")
async def status(stream):
    async for event in stream:
        print("market status topic:", event)


@app.timer(interval=5.0)
async def tick():
    await trades_topic.send(key="ACME", value=Trade(symbol="ACME", price=1.0, volume=5))
    await app.send("ticks", value=b"tick")


@app.page("/trades/")
async def page(web, request):
    return web.json({"topic": "trades"})


if __name__ == "__main__":
    app.main()
