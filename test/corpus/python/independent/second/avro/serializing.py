import logging
from pathlib import Path
from uuid import uuid4

from confluent_kafka import SerializingProducer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import StringSerializer

LOG = logging.getLogger(__name__)
SCHEMAS = Path(__file__).parent / "schemas"


class PolicyEvents:
    """Insurance policy life cycle."""

    ISSUED = "insurance.policy.issued"
    LAPSED = "insurance.policy.lapsed"

    def __init__(self, conf: dict):
        registry = SchemaRegistryClient({"url": conf["schema_registry"]})
        value = AvroSerializer(registry, (SCHEMAS / "policy.avsc").read_text(), lambda o, ctx: o.to_dict())
        self.producer = SerializingProducer(
            {
                "bootstrap.servers": conf["bootstrap"],
                "key.serializer": StringSerializer("utf_8"),
                "value.serializer": value,
                "transactional.id": f"policies-{uuid4()}",
            }
        )
        self.producer.init_transactions()

    def issue(self, policies):
        self.producer.begin_transaction()
        try:
            for policy in policies:
                self.producer.produce(topic=self.ISSUED, key=policy.number, value=policy)
            self.producer.commit_transaction()
        except Exception:
            LOG.exception("aborting")
            self.producer.abort_transaction()
            raise

    def lapse(self, policy):
        self.producer.produce(
            topic=PolicyEvents.LAPSED,
            key=policy.number,
            value=policy,
            headers={"reason": b"unpaid"},
        )
