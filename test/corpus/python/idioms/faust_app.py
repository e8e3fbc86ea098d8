import faust

app = faust.App("billing", broker="kafka://localhost:9092", store="rocksdb://", topic_partitions=8)


class Invoice(faust.Record, serializer="json"):
    id: str
    total: float


invoices = app.topic("billing.invoices", value_type=Invoice)
reminders = app.topic("billing.reminders", "billing.late", value_type=bytes)
table = app.Table("totals", default=float)


@app.agent(invoices, sink=[reminders])
async def process(stream):
    async for invoice in stream.group_by(Invoice.id):
        table[invoice.id] += invoice.total
        yield invoice.id


@app.agent("billing.commands")
async def commands(stream):
    async for c in stream:
        await app.send("billing.results", value=c)


@app.timer(interval=10.0)
async def tick():
    await invoices.send(value=Invoice(id="1", total=2.0))
