import os
from datetime import timedelta

from quixstreams import Application, State
from quixstreams.models import TopicConfig

app = Application(
    broker_address=os.environ.get("KAFKA_BROKER_ADDRESS", "localhost:9092"),
    consumer_group="irrigation",
    auto_offset_reset="earliest",
)

soil = app.topic("soil-moisture", value_deserializer="json")
valves = app.topic(
    name="valve-commands",
    value_serializer="json",
    config=TopicConfig(num_partitions=3, replication_factor=1),
)


def decide(row: dict, state: State) -> dict:
    last = state.get("last", default=100)
    state.set("last", row["moisture"])
    return {"field": row["field"], "open": row["moisture"] < 20 and last < 25}


sdf = app.dataframe(soil)
sdf = sdf[sdf["quality"] == "good"]
sdf = sdf.apply(decide, stateful=True)
sdf = sdf.filter(lambda r: r["open"])
sdf.print()
sdf.to_topic(valves)

if __name__ == "__main__":
    app.run()
