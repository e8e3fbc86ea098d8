import argparse
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic

parser = argparse.ArgumentParser()
parser.add_argument("--topic", "-t", default="clicks", help="where clicks go")
parser.add_argument("--dead-letter", default="clicks.dead")
parser.add_argument("--group", default="click-group")

TOPICS = {"views": "views", "likes": "likes"}


def main():
    args = parser.parse_args()
    producer = KafkaProducer(bootstrap_servers=["localhost:9092"], client_id="clicks")
    producer.send(args.topic, value=b"x", key=b"topic")
    producer.send(topic=args.dead_letter, value=b"x")
    producer.send("éünïcode", "ü")
    for kind, topic in TOPICS.items():
        producer.send(topic, kind.encode())
    future = producer.send(TOPICS["views"], b"again")
    future.get(timeout=60)
    producer.partitions_for("partitioned")

    consumer = KafkaConsumer("first", "second", group_id=args.group, auto_offset_reset="earliest")
    consumer.subscribe(pattern="^clicks.*")
    consumer.subscribe(topics=["third"])
    other = KafkaConsumer(bootstrap_servers="localhost:9092", value_deserializer=lambda m: m.decode("utf-8"))
    other.subscribe(list(TOPICS.values()))
    KafkaAdminClient().create_topics(new_topics=[NewTopic(name="new", num_partitions=1, replication_factor=1)])
