use std::time::Duration;

use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::{ClientConfig, Message};
use testcontainers_modules::kafka::{Kafka, KAFKA_PORT};
use testcontainers_modules::testcontainers::runners::AsyncRunner;

async fn setup_topics(bootstrap: &str) {
    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", bootstrap).create().unwrap();
    let topics: Vec<NewTopic> = ["refund-commands", "refund-results"]
        .iter()
        .map(|name| NewTopic::new(name, 1, TopicReplication::Fixed(1)))
        .collect();
    admin.create_topics(&topics, &AdminOptions::new()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn refund_is_answered() {
    let node = Kafka::default().start().await.unwrap();
    let bootstrap = format!("127.0.0.1:{}", node.get_host_port_ipv4(KAFKA_PORT).await.unwrap());
    setup_topics(&bootstrap).await;

    let worker = tokio::spawn(payments::refunds::run(bootstrap.clone()));

    let producer: FutureProducer =
        ClientConfig::new().set("bootstrap.servers", &bootstrap).create().unwrap();
    producer
        .send(
            FutureRecord::to("refund-commands")
                .key("r-77")
                .payload(r#"{"amount":1299,"currency":"EUR"}"#),
            Duration::from_secs(5),
        )
        .await
        .unwrap();

    let consumer: StreamConsumer = ClientConfig::new()
        .set("bootstrap.servers", &bootstrap)
        .set("group.id", "it-refunds")
        .set("auto.offset.reset", "earliest")
        .create()
        .unwrap();
    consumer.subscribe(&["refund-results"]).unwrap();

    let msg = tokio::time::timeout(Duration::from_secs(30), consumer.recv())
        .await
        .expect("timeout")
        .unwrap();
    assert_eq!(msg.key(), Some("r-77".as_bytes()));
    worker.abort();
}
