from __future__ import annotations

import json
import os
from dataclasses import dataclass, field

from kafka import KafkaConsumer
from sqlalchemy import create_engine, text


@dataclass(frozen=True)
class KafkaSettings:
    servers: list[str] = field(default_factory=lambda: os.getenv("KAFKA", "localhost:9092").split(","))
    group: str = "loyalty-points"
    purchases: str = "pos-purchases"
    returns: str = "pos-returns"


POINTS_PER_EURO = 3


class LoyaltyConsumer:
    def __init__(self, cfg: KafkaSettings, dsn: str) -> None:
        self.cfg = cfg
        self.engine = create_engine(dsn, pool_pre_ping=True)
        self.consumer = KafkaConsumer(
            cfg.purchases,
            cfg.returns,
            bootstrap_servers=cfg.servers,
            group_id=cfg.group,
            value_deserializer=lambda b: json.loads(b),
        )

    def run(self) -> None:
        for record in self.consumer:
            sign = -1 if record.topic == self.cfg.returns else 1
            points = sign * int(record.value["total"] * POINTS_PER_EURO)
            with self.engine.begin() as tx:
                tx.execute(
                    text("update members set points = points + :p where card = :c"),
                    {"p": points, "c": record.value["card"]},
                )


if __name__ == "__main__":
    LoyaltyConsumer(KafkaSettings(), os.environ["DATABASE_URL"]).run()
