"""A module beside a Kafka client's: what it sends is mail."""
import smtplib

from .kafka import settings


class Mailer:
    def __init__(self, server: smtplib.SMTP) -> None:
        self.server = server

    def send(self, topic: str) -> None:
        self.server.send("MAIL FROM")
        subject = "orders" if topic == "order" else settings.subject
        self.notify(subject, topic="news")

    def notify(self, subject: str, topic: str) -> None:
        print(subject, topic)
