import json
import os

import boto3
from google.cloud import pubsub_v1

PROJECT = os.environ["GOOGLE_CLOUD_PROJECT"]
TOPIC = os.getenv("EXPORT_TOPIC", "dataset-exports")

publisher = pubsub_v1.PublisherClient()
subscriber = pubsub_v1.SubscriberClient()
sns = boto3.client("sns")


def publish_export(dataset: str, uri: str) -> str:
    topic = publisher.topic_path(PROJECT, TOPIC)
    future = publisher.publish(topic, json.dumps({"dataset": dataset, "uri": uri}).encode(), origin="etl")
    return future.result(timeout=10)


def notify_ops(text: str) -> None:
    arn = sns.create_topic(Name="ops-notifications")["TopicArn"]
    sns.publish(TopicArn=arn, Subject="export", Message=text)


def ensure_subscription() -> None:
    topic = publisher.topic_path(PROJECT, "dataset-exports")
    name = subscriber.subscription_path(PROJECT, "warehouse-loader")
    subscriber.create_subscription(request={"name": name, "topic": topic, "ack_deadline_seconds": 60})
