use std::time::Duration;

use futures::StreamExt;
use google_cloud_pubsub::client::Client;
use lapin::{options::*, types::FieldTable, BasicProperties, Connection, ConnectionProperties, ExchangeKind};
use pulsar::{Pulsar, SubType, TokioExecutor};
use redis::AsyncCommands;
use rumqttc::{AsyncClient, MqttOptions, QoS};

const TOPIC: &str = "home/+/temperature";

pub async fn mqtt() {
    let mut options = MqttOptions::new("rumqtt-async", "test.mosquitto.org", 1883);
    options.set_keep_alive(Duration::from_secs(5));
    let (client, _eventloop) = AsyncClient::new(options, 10);
    client.subscribe(TOPIC, QoS::AtMostOnce).await.unwrap();
    client.publish("home/hello", QoS::AtLeastOnce, false, "hi").await.unwrap();
}

pub async fn rabbit() {
    let conn = Connection::connect("amqp://localhost", ConnectionProperties::default()).await.unwrap();
    let channel = conn.create_channel().await.unwrap();
    channel
        .exchange_declare("home_topic", ExchangeKind::Topic, Default::default(), FieldTable::default())
        .await
        .unwrap();
    channel
        .basic_publish("home_topic", "home.created", BasicPublishOptions::default(), b"x", BasicProperties::default())
        .await
        .unwrap();
}

pub async fn nats() {
    let client = async_nats::connect("demo.nats.io").await.unwrap();
    let mut sub = client.subscribe("home.*").await.unwrap();
    client.publish("home.kitchen", "x".into()).await.unwrap();
    sub.next().await;
    let mut con = redis::Client::open("redis://localhost").unwrap().get_multiplexed_async_connection().await.unwrap();
    let _: () = con.publish("home-channel", "x").await.unwrap();
}

pub async fn cloud(client: Client, pulsar: Pulsar<TokioExecutor>) {
    let topic = client.topic("home-topic");
    topic.exists(None).await.unwrap();
    pulsar.send("home-pulsar", "x".to_string()).await.unwrap();
    let _ = pulsar.consumer().with_topic("home-pulsar").with_subscription_type(SubType::Shared);
}
