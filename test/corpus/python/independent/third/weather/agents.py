"""Faust agents of the weather project."""
import logging
from typing import Optional

import faust

from weather.models import Forecast, Station

BROKER = "kafka://localhost:9092"
STATIONS_TOPIC = "wx.stations.v2"
FORECAST_TOPIC = "wx.forecasts"

logger = logging.getLogger(__name__)

app = faust.App(id="weather-stream", broker=BROKER, value_serializer="json", consumer_auto_offset_reset="earliest")

station_topic = app.topic(STATIONS_TOPIC, value_type=Station)
forecast_topic = app.topic(FORECAST_TOPIC, value_type=Forecast, retention=3600, compacting=True)
table = app.Table("stations-by-region", default=list, partitions=1)


@app.agent(station_topic)
async def collect(stations):
    async for station in stations:
        rows = table[station.region]
        rows.append(station.id)
        table[station.region] = rows
        forecast = compute(station)
        if forecast is not None:
            await forecast_topic.send(key=station.region, value=forecast)


@app.agent(app.topic("wx.corrections", "wx.manual-corrections"))
async def correct(corrections):
    async for event in corrections.events():
        logger.info("correction at offset %s", event.message.offset)


def compute(station: Station) -> Optional[Forecast]:
    if station.pressure is None:
        return None
    return Forecast(region=station.region, rain=station.pressure < 1000)


@app.page("/stations/{region}")
@app.table_route(table=table, match_info="region")
async def by_region(web, request, region):
    return web.json({region: table[region]})
