import json
import os

from flask import Blueprint, current_app, jsonify, request
from kafka import KafkaProducer

bp = Blueprint("feedback", __name__, url_prefix="/feedback")

_producer = None


def get_producer() -> KafkaProducer:
    global _producer
    if _producer is None:
        _producer = KafkaProducer(
            bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP", "kafka:9092"),
            value_serializer=lambda v: json.dumps(v).encode("utf-8"),
            retries=5,
            max_block_ms=2000,
        )
    return _producer


@bp.post("/")
def submit():
    data = request.get_json(force=True)
    rating = int(data.get("rating", 0))
    if not 1 <= rating <= 5:
        return jsonify(error="rating"), 422
    topic = "feedback-negative" if rating < 3 else "feedback-positive"
    get_producer().send(topic, value=data, key=data["user"].encode())
    return "", 202


@bp.post("/abuse")
def abuse():
    payload = {"ip": request.remote_addr, "text": request.data.decode()}
    meta = get_producer().send("feedback-abuse-reports", value=payload).get(timeout=5)
    current_app.logger.info("abuse report at %s:%s", meta.partition, meta.offset)
    return jsonify(offset=meta.offset)
