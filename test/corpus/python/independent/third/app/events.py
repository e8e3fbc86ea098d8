import asyncio
import logging
import ssl
from typing import Any, Mapping

import orjson
from aiokafka import AIOKafkaProducer
from aiokafka.helpers import create_ssl_context

from app.config import get_settings

log = logging.getLogger(__name__)

TOPICS: Mapping[str, str] = {
    "signup": "accounts.signup",
    "login": "accounts.login",
    "delete": "accounts.gdpr-delete",
}


class AccountEvents:
    _producer: AIOKafkaProducer | None = None

    @classmethod
    async def start(cls) -> None:
        settings = get_settings()
        ctx: ssl.SSLContext = create_ssl_context(cafile=settings.kafka_ca)
        cls._producer = AIOKafkaProducer(
            bootstrap_servers=settings.kafka_brokers,
            security_protocol="SASL_SSL",
            sasl_mechanism="PLAIN",
            sasl_plain_username=settings.kafka_user,
            sasl_plain_password=settings.kafka_password,
            ssl_context=ctx,
            value_serializer=orjson.dumps,
        )
        await cls._producer.start()

    @classmethod
    async def publish(cls, kind: str, user_id: int, **data: Any) -> None:
        assert cls._producer is not None, "call start() first"
        try:
            await asyncio.wait_for(
                cls._producer.send(TOPICS[kind], {"user": user_id, **data}, key=str(user_id).encode()),
                timeout=2,
            )
        except asyncio.TimeoutError:
            log.warning("dropping %s event of user %s", kind, user_id)

    @classmethod
    async def stop(cls) -> None:
        if cls._producer:
            await cls._producer.stop()
