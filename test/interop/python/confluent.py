"""confluent-kafka on librdkafka 2.16. Prints what it saw, one name=value per line; the test judges.

Arguments: action, bootstrap servers, topic, and more.
"""
import sys
import time

from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic


def produce(bootstrap, topic, codec, count):
    failures = []
    settings = {"bootstrap.servers": bootstrap, "enable.idempotence": True, "compression.type": codec}
    producer = Producer(settings)
    for index in range(int(count)):
        producer.produce(
            topic,
            key=f"key{index % 10}",
            value=f"value{index}",
            headers={"index": str(index)},
            on_delivery=lambda error, _: failures.append(error) if error else None,
        )
        producer.poll(0)
    print(f"left={producer.flush(30)}")
    print(f"failures={len(failures)}")


def consume(bootstrap, topic, group, count):
    settings = {
        "bootstrap.servers": bootstrap,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
    consumer = Consumer(settings)
    consumer.subscribe([topic])
    last, read, ordered = {}, 0, True
    deadline = time.time() + 40
    while read < int(count) and time.time() < deadline:
        for message in consumer.consume(500, 0.5):
            if message.error():
                raise RuntimeError(message.error())
            value = int(message.value()[len("value") :])
            ordered &= value > last.get(message.key(), -1) and dict(message.headers())["index"] == str(value).encode()
            last[message.key()] = value
            read += 1
    committed = consumer.commit(asynchronous=False)
    print(f"read={read}")
    print(f"ordered={ordered}")
    print(f"committed={sum(partition.offset for partition in committed if partition.offset > 0)}")
    consumer.close()


def admin(bootstrap, topic):
    client = AdminClient({"bootstrap.servers": bootstrap})
    print(f"nodes={len(client.describe_cluster().result().nodes)}")
    for future in client.create_topics([NewTopic(topic, 2, 3, config={"retention.ms": "60000"})]).values():
        future.result()
    resource = ConfigResource("topic", topic)
    print(f"retention={client.describe_configs([resource])[resource].result()['retention.ms'].value}")
    for future in client.create_partitions([NewPartitions(topic, 3)]).values():
        future.result()
    deadline = time.time() + 10
    while len(client.list_topics(topic).topics[topic].partitions) != 3 and time.time() < deadline:
        time.sleep(0.1)
    print(f"partitions={len(client.list_topics(topic).topics[topic].partitions)}")
    for future in client.delete_topics([topic]).values():
        future.result()
    print("deleted=True")


def groups(bootstrap, topic, group):
    client = AdminClient({"bootstrap.servers": bootstrap})
    listed = [one for one in client.list_consumer_groups().result().valid if one.group_id == group]
    print(f"listed={listed[0].state.name}")
    described = client.describe_consumer_groups([group])[group].result()
    print(f"described={described.state.name} {len(described.members)}")
    client.delete_consumer_groups([group])[group].result()
    print("deleted=True")


if __name__ == "__main__":
    {"produce": produce, "consume": consume, "admin": admin, "groups": groups}[sys.argv[1]](*sys.argv[2:])
