from __future__ import annotations

import enum
import json
import logging
from dataclasses import asdict, is_dataclass

from kafka import KafkaProducer

logger = logging.getLogger(__name__)


class Topic(str, enum.Enum):
    GAME_STARTED = "game.started"
    GAME_FINISHED = "game.finished"
    PLAYER_JOINED = "player.joined"


class EventBus:
    """Thin wrapper, so that game code never sees the client."""

    def __init__(self, servers: list[str]):
        self.__producer = KafkaProducer(
            bootstrap_servers=servers,
            key_serializer=str.encode,
            value_serializer=lambda v: json.dumps(asdict(v) if is_dataclass(v) else v).encode(),
            linger_ms=10,
            acks=1,
        )

    def game_started(self, game_id: str, players: list[str]) -> None:
        self.__send(Topic.GAME_STARTED, game_id, {"players": players})

    def game_finished(self, game_id: str, result: object) -> None:
        self.__send(Topic.GAME_FINISHED, game_id, result)

    def player_joined(self, game_id: str, player: str) -> None:
        self.__send(Topic.PLAYER_JOINED, game_id, {"player": player})

    def __send(self, topic: Topic, key: str, value: object) -> None:
        future = self.__producer.send(topic.value, key=key, value=value)
        future.add_errback(lambda exc: logger.error("send to %s failed: %s", topic, exc))

    def close(self) -> None:
        self.__producer.flush(timeout=10)
        self.__producer.close()
