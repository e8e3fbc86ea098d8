use futures::StreamExt;
use log::{error, info, warn};
use rdkafka::client::ClientContext;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::{CommitMode, Consumer, ConsumerContext, Rebalance, StreamConsumer};
use rdkafka::error::KafkaResult;
use rdkafka::{ClientConfig, Message, TopicPartitionList};
use tokio::sync::mpsc;

/// Every topic the ingester reads. Add new sources here and to the ACLs.
pub static SOURCES: [&str; 3] = [
    "gps-positions",
    "driver_shifts",
    "fuel.cards",
];

struct LoggingContext;

impl ClientContext for LoggingContext {}

impl ConsumerContext for LoggingContext {
    fn pre_rebalance(&self, rebalance: &Rebalance<'_>) {
        info!("pre rebalance {:?}", rebalance);
    }

    fn commit_callback(&self, result: KafkaResult<()>, _offsets: &TopicPartitionList) {
        if let Err(e) = result {
            warn!("commit failed: {e}");
        }
    }
}

pub struct Frame {
    pub source: String,
    pub body: Vec<u8>,
}

pub async fn run(brokers: &str, group: &str, out: mpsc::Sender<Frame>) -> KafkaResult<()> {
    let consumer: StreamConsumer<LoggingContext> = ClientConfig::new()
        .set("group.id", group)
        .set("bootstrap.servers", brokers)
        .set("enable.auto.commit", "false")
        .set("session.timeout.ms", "6000")
        .set_log_level(RDKafkaLogLevel::Info)
        .create_with_context(LoggingContext)?;

    consumer.subscribe(&SOURCES)?;

    let mut stream = consumer.stream();
    while let Some(msg) = stream.next().await {
        match msg {
            Ok(m) => {
                let body = m.payload().unwrap_or_default().to_vec();
                if out.send(Frame { source: m.topic().to_owned(), body }).await.is_err() {
                    break;
                }
                consumer.commit_message(&m, CommitMode::Async)?;
            }
            Err(e) => error!("kafka error: {e}"),
        }
    }
    Ok(())
}
