use std::time::Duration;

use clap::{Arg, Command};
use log::info;
use rdkafka::config::ClientConfig;
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{FutureProducer, FutureRecord};

const HEARTBEAT_TOPIC: &str = "heartbeat";

/// Sends a few messages.
///
/// ```
/// producer.send(FutureRecord::to("doc-topic"), Duration::from_secs(0));
/// ```
async fn produce(brokers: &str, topic_name: &str) {
    let producer: &FutureProducer = &ClientConfig::new()
        .set("bootstrap.servers", brokers)
        .set("message.timeout.ms", "5000")
        .set("client.id", "simple-producer")
        .create()
        .expect("Producer creation error");

    let futures = (0..5)
        .map(|i| async move {
            producer
                .send(
                    FutureRecord::to(topic_name)
                        .payload(&format!("Message {}", i))
                        .key(&format!("Key {}", i))
                        .headers(OwnedHeaders::new().insert(Header {
                            key: "header_key",
                            value: Some("header_value"),
                        })),
                    Duration::from_secs(0),
                )
                .await
        })
        .collect::<Vec<_>>();

    for future in futures {
        info!("Future completed. Result: {:?}", future.await);
    }

    let _ = producer
        .send(FutureRecord::to(HEARTBEAT_TOPIC).key("hb").payload("alive"), Duration::from_secs(1))
        .await;
    let record: FutureRecord<'_, str, [u8]> = FutureRecord::to("rust_events").payload(&[1, 2, 3]);
    let _ = producer.send(record, Duration::from_secs(1)).await;
    // producer.send(FutureRecord::<(), str>::to("old-events"), Duration::from_secs(1));
    let _ = producer
        .send(
            FutureRecord::<str, str>::to("RustAudit").payload("done"),
            Duration::from_secs(0),
        )
        .await;
}

#[tokio::main]
async fn main() {
    let matches = Command::new("producer example")
        .arg(Arg::new("brokers").long("brokers").default_value("localhost:9092"))
        .get_matches();
    let brokers = matches.get_one::<String>("brokers").unwrap();
    produce(brokers, "rust-demo").await;
}
