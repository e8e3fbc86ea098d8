"""Copy a range of offsets of one topic into a jsonl file."""
import argparse
import json
import pathlib

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import TopicAlreadyExistsError


def dump(consumer: KafkaConsumer, start: int, end: int, out: pathlib.Path) -> int:
    tp = TopicPartition("machine-cycles", 0)
    consumer.assign([tp])
    consumer.seek(tp, start)
    count = 0
    with out.open("w") as fh:
        for record in consumer:
            if record.offset >= end:
                break
            fh.write(json.dumps({"o": record.offset, "v": record.value.decode()}) + "\n")
            count += 1
    return count


def prepare(admin: KafkaAdminClient) -> None:
    try:
        admin.create_topics(
            new_topics=[NewTopic(name="machine-cycles-backup", num_partitions=1, replication_factor=1)],
            validate_only=False,
        )
    except TopicAlreadyExistsError:
        admin.create_partitions({"machine-cycles-backup": NewPartitions(total_count=2)})
    admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, "machine-cycles")])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("start", type=int)
    ap.add_argument("end", type=int)
    ap.add_argument("--brokers", default="localhost:9092")
    args = ap.parse_args()
    prepare(KafkaAdminClient(bootstrap_servers=args.brokers, client_id="dumper"))
    consumer = KafkaConsumer(bootstrap_servers=args.brokers, enable_auto_commit=False)
    parts = consumer.partitions_for_topic("machine-cycles")
    print(f"{len(parts or [])} partitions, {dump(consumer, args.start, args.end, pathlib.Path('dump.jsonl'))} rows")


if __name__ == "__main__":
    main()
