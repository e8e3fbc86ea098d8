use std::env;

use anyhow::{Context, Result};
use futures::StreamExt;
use rdkafka::consumer::{CommitMode, Consumer, StreamConsumer};
use rdkafka::message::Message;
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};
use rdkafka::ClientConfig;
use tracing::{info, warn};

static AUDIT: &str = "payments.audit";
pub const TOPICS: &[&str] = &["payments-in", "payments-out"];

fn input_topic() -> String {
    env::var("PAYMENTS_TOPIC").unwrap_or_else(|_| "payments_raw".to_string())
}

pub async fn run(brokers: &str) -> Result<()> {
    let topic = input_topic();
    let consumer: StreamConsumer = ClientConfig::new()
        .set("group.id", "payments-rs")
        .set("bootstrap.servers", brokers)
        .set("enable.auto.commit", "false")
        .set("auto.offset.reset", "earliest")
        .create()
        .context("creating the consumer for topic payments")?;

    consumer.subscribe(&[&topic, AUDIT]).expect("can't subscribe");

    let mut stream = consumer.stream();
    while let Some(message) = stream.next().await {
        match message {
            Ok(m) => {
                info!(topic = m.topic(), offset = m.offset(), "received");
                if let Some(Ok(text)) = m.payload_view::<str>() {
                    println!("{}", text);
                }
                consumer.commit_message(&m, CommitMode::Async)?;
            }
            Err(e) => warn!("kafka error: {}", e),
        }
    }
    Ok(())
}

pub fn multi(consumer: &StreamConsumer) -> Result<()> {
    consumer.subscribe(TOPICS)?;
    consumer.subscribe(&["refunds", "charge_backs", "^payments-.*"])?;
    let mut tpl = TopicPartitionList::new();
    tpl.add_partition("payments-replay", 0);
    tpl.add_partition_offset("payments-replay", 1, Offset::Beginning)?;
    consumer.assign(&tpl)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_topic() {
        assert_eq!(input_topic(), "payments_raw");
    }
}
