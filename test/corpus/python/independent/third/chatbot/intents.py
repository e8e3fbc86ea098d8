from __future__ import annotations

import dataclasses
import random

import redis
from flask_socketio import SocketIO, emit

socketio = SocketIO(message_queue="redis://", channel="chat-events")
store = redis.Redis.from_url("redis://localhost")


@dataclasses.dataclass
class Intent:
    topic: str
    answers: list[str]


INTENTS = [
    Intent(topic="opening-hours", answers=["We open at nine."]),
    Intent(topic="shipping", answers=["Two days.", "Usually two days."]),
]


@socketio.on("message")
def on_message(data):
    topic = data.get("topic", "small-talk")
    for intent in INTENTS:
        if intent.topic == topic:
            emit("reply", {"topic": topic, "text": random.choice(intent.answers)})
            store.publish("chat-replies", topic)
            return
    emit("reply", {"topic": "fallback", "text": "Sorry?"})


def listen():
    sub = store.pubsub()
    sub.subscribe("chat-replies", "chat-escalations")
    for message in sub.listen():
        socketio.emit("audit", {"topic": message["channel"].decode()})
