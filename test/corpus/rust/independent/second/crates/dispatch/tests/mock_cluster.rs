use std::time::Duration;

use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::mocking::MockCluster;
use rdkafka::producer::{DefaultProducerContext, FutureProducer, FutureRecord};
use rdkafka::{ClientConfig, Message};

fn producer(servers: &str) -> FutureProducer {
    ClientConfig::new()
        .set("bootstrap.servers", servers)
        .set("message.timeout.ms", "3000")
        .create()
        .expect("producer")
}

#[tokio::test]
async fn dispatches_in_order() {
    const TOPIC: &str = "dispatch_mock";
    let cluster: MockCluster<'static, DefaultProducerContext> = MockCluster::new(2).unwrap();
    cluster.create_topic(TOPIC, 4, 2).expect("failed to create topic");

    let servers = cluster.bootstrap_servers();
    let producer = producer(&servers);
    for i in 0..3u8 {
        let payload = [i];
        producer
            .send_result(FutureRecord::to(TOPIC).key("same").payload(&payload[..]))
            .expect("queued")
            .await
            .unwrap()
            .unwrap();
    }

    let consumer: StreamConsumer = ClientConfig::new()
        .set("bootstrap.servers", &servers)
        .set("group.id", "dispatch-tests")
        .set("auto.offset.reset", "earliest")
        .create()
        .unwrap();
    consumer.subscribe(&[TOPIC]).unwrap();

    for i in 0..3u8 {
        let msg = tokio::time::timeout(Duration::from_secs(10), consumer.recv()).await.unwrap().unwrap();
        assert_eq!(msg.payload(), Some(&[i][..]));
    }
}

#[tokio::test]
async fn unknown_topic_is_reported() {
    let cluster = MockCluster::new(1).unwrap();
    let p = producer(&cluster.bootstrap_servers());
    let res = p
        .send(FutureRecord::<(), str>::to("never_created").payload("x"), Duration::from_millis(100))
        .await;
    println!("{res:?}");
}
