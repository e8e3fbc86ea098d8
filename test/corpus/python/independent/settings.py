"""Flask application factory with a small Kafka extension."""
import os

from flask import Flask, current_app, jsonify, request
from kafka import KafkaProducer


class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY", "dev")
    KAFKA_BOOTSTRAP_SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")
    KAFKA_CLIENT_ID = "flask-app"
    SIGNUP_TOPIC = os.environ.get("SIGNUP_TOPIC", "signups")
    LOGIN_TOPIC = "logins"


def env(name, default=None):
    return os.environ.get(name, default)


PASSWORD_TOPIC = env("PASSWORD_TOPIC", "password-resets")


def create_app():
    app = Flask(__name__)
    app.config.from_object(Config)
    app.producer = KafkaProducer(
        bootstrap_servers=Config.KAFKA_BOOTSTRAP_SERVERS,
        client_id=Config.KAFKA_CLIENT_ID,
        value_serializer=lambda v: v.encode("utf-8"),
    )

    @app.post("/signup")
    def signup():
        current_app.producer.send(Config.SIGNUP_TOPIC, request.get_data(as_text=True))
        return jsonify(status="ok", topic="welcome")

    @app.post("/login")
    def login():
        future = current_app.producer.send(
            Config.LOGIN_TOPIC,
            key=b"login",
            value=request.form["user"],
        )
        future.get(timeout=10)
        return jsonify(status="ok")

    @app.post("/reset")
    def reset():
        current_app.producer.send(PASSWORD_TOPIC, value="reset")
        return "", 204

    return app
