import faust
from datetime import timedelta

app = faust.App(
    "fraud-scoring",
    broker="kafka://kafka:9092",
    store="rocksdb://",
    version=3,
    topic_partitions=8,
)


class Payment(faust.Record, serializer="json"):
    account: str
    amount: float
    country: str


class Suspicion(faust.Record):
    account: str
    reason: str


payments = app.topic("card-payments", key_type=str, value_type=Payment)
suspicions = app.topic("card-suspicions", value_type=Suspicion, internal=False)

per_account = app.Table("per_account", default=int).tumbling(
    timedelta(minutes=5), expires=timedelta(hours=1)
)


@app.agent(payments, sink=[suspicions])
async def score(stream):
    async for payment in stream.group_by(Payment.account):
        per_account[payment.account] += 1
        if per_account[payment.account].current() > 20:
            yield Suspicion(account=payment.account, reason="velocity")
        if payment.amount > 10_000:
            yield Suspicion(account=payment.account, reason="amount")


@app.agent(suspicions)
async def block(stream):
    async for s in stream:
        app.logger.warning("blocking %s: %s", s.account, s.reason)


@app.timer(interval=30.0)
async def heartbeat():
    await app.send("fraud-heartbeats", key=b"scoring", value=b"alive")


if __name__ == "__main__":
    app.main()
