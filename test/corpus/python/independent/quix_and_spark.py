"""Dataframes over Kafka: quixstreams and structured streaming."""
import os

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from pyspark.sql import SparkSession
from quixstreams import Application

CONFIG = {
    "brokers": "localhost:9092",
    "topics": {"in": "quix-input", "out": "quix_output"},
    "group": "quix-group",
}


class Loader:
    topic_name = "loader.rows"

    def __init__(self, producer: AIOKafkaProducer, topic: str = "loader-default"):
        self._producer = producer
        self._topic = topic

    async def load(self, rows):
        for row in rows:
            await self._producer.send(self.topic_name, value=row, key=b"row")
        await self._producer.send_and_wait(self._topic, b"end")
        await self._producer.send_and_wait(topic="LoaderDone", value=b"done")


def quix():
    app = Application(broker_address=CONFIG["brokers"], consumer_group=CONFIG["group"])
    source = app.topic(CONFIG["topics"]["in"], value_deserializer="json")
    target = app.topic(name=CONFIG["topics"]["out"], value_serializer="json")
    errors = app.topic("quix-errors")
    sdf = app.dataframe(source)
    sdf = sdf.filter(lambda row: row["topic"] != "spam")
    sdf.to_topic(target)
    sdf.filter(lambda row: "error" in row).to_topic(errors)
    app.run()


def spark():
    session = SparkSession.builder.appName("kafka-to-parquet").getOrCreate()
    frame = (
        session.readStream.format("kafka")
        .option("kafka.bootstrap.servers", os.environ["BROKERS"])
        .option("subscribe", "spark-events")
        .option("startingOffsets", "earliest")
        .load()
    )
    frame.createOrReplaceTempView("events")


async def seek():
    consumer = AIOKafkaConsumer(bootstrap_servers="localhost:9092", group_id=None)
    await consumer.start()
    partition = TopicPartition(topic="seek_me", partition=0)
    consumer.assign([partition])
    await consumer.seek_to_end(partition)
    consumer.subscribe(topics=["seek-a", "seek-b"])
