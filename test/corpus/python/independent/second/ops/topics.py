#!/usr/bin/env python3
import argparse
import sys

from confluent_kafka.admin import (
    AdminClient,
    ConfigResource,
    NewPartitions,
    NewTopic,
    RESOURCE_TOPIC,
)

TOPICS = [
    NewTopic("mobility.trips", num_partitions=12, replication_factor=3),
    NewTopic(
        "mobility.trips.corrected",
        num_partitions=12,
        replication_factor=3,
        config={"cleanup.policy": "compact", "min.compaction.lag.ms": "60000"},
    ),
    NewTopic(topic="mobility.zones", num_partitions=1, replication_factor=3),
]


def create(admin: AdminClient) -> int:
    failed = 0
    for name, future in admin.create_topics(TOPICS, operation_timeout=30).items():
        try:
            future.result()
            print(f"created {name}")
        except Exception as exc:  # noqa: BLE001
            print(f"{name}: {exc}", file=sys.stderr)
            failed += 1
    return failed


def drop_legacy(admin: AdminClient) -> None:
    futures = admin.delete_topics(["mobility.trips_old", "mobility.tmp"])
    for f in futures.values():
        f.result()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bootstrap", default="localhost:9092")
    parser.add_argument("--drop-legacy", action="store_true")
    args = parser.parse_args()
    admin = AdminClient({"bootstrap.servers": args.bootstrap})
    if args.drop_legacy:
        drop_legacy(admin)
    admin.create_partitions([NewPartitions("mobility.events", 24)])
    res = admin.describe_configs([ConfigResource(RESOURCE_TOPIC, "mobility.trips")])
    for r in res.values():
        print(r.result().get("retention.ms"))
    return create(admin)


if __name__ == "__main__":
    sys.exit(main())
