"""Every broker but that one."""
import os

import boto3
import nats
import paho.mqtt.client as mqtt
import pika
import pulsar
import redis
from azure.servicebus import ServiceBusClient, ServiceBusMessage
from google.cloud import pubsub_v1

TOPIC = os.getenv("TOPIC", "sensors/temperature")


def rabbit():
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))
    channel = connection.channel()
    channel.exchange_declare(exchange="topic_logs", exchange_type="topic")
    channel.basic_publish(exchange="topic_logs", routing_key="kern.critical", body="x")


def on_connect(client, userdata, flags, rc):
    client.subscribe([("sensors/humidity", 0), (TOPIC, 1)])
    client.subscribe("sensors/#")
    client.publish("sensors/online", "1")


def google():
    publisher = pubsub_v1.PublisherClient()
    topic_path = publisher.topic_path("my-project", "my-topic")
    publisher.publish(topic_path, b"data")


def aws():
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="alarms")
    sns.publish(TopicArn=topic["TopicArn"], Message="alarm")


def azure():
    with ServiceBusClient.from_connection_string(os.environ["SB"]) as client:
        with client.get_topic_sender(topic_name="alarms") as sender:
            sender.send_messages(ServiceBusMessage("m"))


def pulsar_():
    client = pulsar.Client("pulsar://localhost:6650")
    producer = client.create_producer("persistent://public/default/my-topic")
    producer.send(b"hello")
    client.subscribe(["topic-a", "topic-b"], "my-subscription")


async def nats_():
    nc = await nats.connect("nats://localhost:4222")
    await nc.publish("updates", b"x")
    r = redis.Redis()
    p = r.pubsub()
    p.subscribe("channel-1", "channel-2")
    r.publish("channel-1", "hi")
