from kafka import KafkaProducer as Sender

import paho.mqtt.client as mqtt
import pika
import redis

kafka = Sender(bootstrap_servers="localhost:9092")
client = mqtt.Client()
cache = redis.Redis()


def on_message(_client, _data, message):
    kafka.send("devices.raw", message.payload)
    client.publish("devices/ack", "ok")
    cache.publish("channel", "x")


client.subscribe("devices/+/state")
client.subscribe([("devices/a", 0), ("devices/b", 2)])
connection = pika.BlockingConnection()
producer = connection.channel()
producer.basic_publish(exchange="", routing_key="hello", body="x")
producer.publish("exchange", "routing")
consumer = redis.Redis().pubsub()
consumer.subscribe("channel")
