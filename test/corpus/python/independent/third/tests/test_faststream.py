import pytest
from faststream.kafka import KafkaBroker, TestKafkaBroker
from pydantic import ValidationError

broker = KafkaBroker()


@broker.subscriber("lab.samples")
@broker.publisher("lab.results")
async def analyse(sample: dict) -> dict:
    if "id" not in sample:
        raise ValueError("sample without id")
    return {"id": sample["id"], "status": "ok"}


@broker.subscriber("lab.results")
async def store(result: dict) -> None:
    assert result["status"] == "ok"


@pytest.fixture
async def test_broker():
    async with TestKafkaBroker(broker) as br:
        yield br


@pytest.mark.asyncio
async def test_roundtrip(test_broker):
    await test_broker.publish({"id": "s-1"}, topic="lab.samples")
    analyse.mock.assert_called_once_with({"id": "s-1"})
    store.mock.assert_called_once_with({"id": "s-1", "status": "ok"})


@pytest.mark.asyncio
async def test_missing_id(test_broker):
    with pytest.raises((ValueError, ValidationError)):
        await test_broker.publish({}, "lab.samples")
