use std::fmt;
use std::time::Duration;

use rdkafka::client::ClientContext;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext, Rebalance, StreamConsumer};
use rdkafka::error::KafkaResult;
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::statistics::Statistics;
use serde::Deserialize;

const DEFAULT_GROUP: &str = "default-group";
const SUBJECT: &str = "customers-value";

#[derive(Deserialize)]
pub struct Settings {
    pub brokers: String,
    pub topics: Vec<String>,
    pub group: Option<String>,
}

pub struct LoggingContext;

impl ClientContext for LoggingContext {
    fn stats(&self, stats: Statistics) {
        log::debug!("{} knows {} topics", stats.name, stats.topics.len());
    }
}

impl ConsumerContext for LoggingContext {
    fn pre_rebalance(&self, _: &BaseConsumer<Self>, rebalance: &Rebalance) {
        log::info!("pre rebalance {:?}", rebalance);
    }
}

pub fn consumer(settings: &Settings) -> KafkaResult<StreamConsumer<LoggingContext>> {
    let consumer: StreamConsumer<LoggingContext> = ClientConfig::new()
        .set("bootstrap.servers", &settings.brokers)
        .set("group.id", settings.group.as_deref().unwrap_or(DEFAULT_GROUP))
        .set("client.id", "rs-client")
        .set("session.timeout.ms", "6000")
        .set_log_level(RDKafkaLogLevel::Debug)
        .create_with_context(LoggingContext)?;
    let topics: Vec<&str> = settings.topics.iter().map(String::as_str).collect();
    consumer.subscribe(&topics)?;
    Ok(consumer)
}

pub async fn send(producer: &FutureProducer, topic: &str) {
    let key = "customer-key";
    let record = FutureRecord::to(topic).key(key).payload("customer-created");
    let _ = producer.send(record, Duration::from_secs(3)).await;
    log::info!("sent with subject {}", SUBJECT);
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.brokers, self.topics.join(","))
    }
}
