"""kafka-python 3, a client of its own. Prints what it saw, one name=value per line; the test judges.

Arguments: action, bootstrap servers, topic, and more.
"""
import sys

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic


def produce(bootstrap, topic, codec, count):
    producer = KafkaProducer(
        bootstrap_servers=bootstrap.split(","),
        compression_type=None if codec == "none" else codec,
        acks="all",
        enable_idempotence=True,
    )
    sent = [
        producer.send(topic, key=f"key{index % 10}".encode(), value=f"value{index}".encode())
        for index in range(int(count))
    ]
    offsets = {}
    for future in sent:
        record = future.get(30)
        offsets[record.partition] = max(offsets.get(record.partition, 0), record.offset + 1)
    producer.close()
    print(f"ends={sum(offsets.values())}")


def consume(bootstrap, topic, group, count):
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap.split(","),
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=20_000,
    )
    last, read, ordered = {}, 0, True
    for message in consumer:
        value = int(message.value[len("value") :])
        ordered &= value > last.get(message.key, -1)
        last[message.key] = value
        read += 1
        if read == int(count):
            break
    consumer.commit()
    print(f"read={read}")
    print(f"ordered={ordered}")
    consumer.close()


def admin(bootstrap, topic):
    client = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    client.create_topics([NewTopic(name=topic, num_partitions=2, replication_factor=3)])
    print(f"listed={topic in client.list_topics()}")
    client.delete_topics([topic])
    print("deleted=True")
    client.close()


if __name__ == "__main__":
    {"produce": produce, "consume": consume, "admin": admin}[sys.argv[1]](*sys.argv[2:])
