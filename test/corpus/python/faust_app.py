import faust

app = faust.App("hopping", broker="kafka://localhost:9092", store="rocksdb://")


class Click(faust.Record, serializer="json"):
    page: str
    topic: str = "home"


clicks = app.topic("site.clicks", key_type=str, value_type=Click)
several = app.topic("site.a", "site.b", partitions=8)
matching = app.topic(pattern="site\\..*")
counts = app.Table("counts", default=int)


@app.agent(clicks, name="counter")
async def count(stream):
    async for click in stream.group_by(Click.page):
        counts[click.page] += 1
        await several.send(value=click)
        await app.send("site.counted", value=click)


@app.page("/topics")
async def page(web, request):
    return web.json({"topic": "clicks"})
