import os

from confluent_kafka import DeserializingConsumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer
from confluent_kafka.serialization import StringDeserializer

from compliance.proto import kyc_pb2, screening_pb2

registry = SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY"]})

SUBSCRIPTIONS = [
    ("kyc-documents", kyc_pb2.Document),
    ("sanction-screenings", screening_pb2.Hit),
]


def build(topic: str, message_type) -> DeserializingConsumer:
    consumer = DeserializingConsumer(
        {
            "bootstrap.servers": os.environ["KAFKA"],
            "group.id": "compliance-archive",
            "key.deserializer": StringDeserializer("utf_8"),
            "value.deserializer": ProtobufDeserializer(message_type, {"use.deprecated.format": False}),
        }
    )
    consumer.subscribe([topic])
    return consumer


def main() -> None:
    consumers = [build(topic, kind) for topic, kind in SUBSCRIPTIONS]
    try:
        while True:
            for c in consumers:
                msg = c.poll(0.2)
                if msg and not msg.error():
                    print(msg.topic(), msg.key(), msg.value())
    finally:
        for c in consumers:
            c.close()


if __name__ == "__main__":
    main()
