//! Thin helpers over rdkafka. Topics always come from the caller.

use rdkafka::config::{ClientConfig, FromClientConfig};
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::error::KafkaResult;
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::util::Timeout;
use serde::{de::DeserializeOwned, Deserialize, Serialize};

const DEFAULT_GROUP: &str = "kafka-util";

#[derive(Debug, Clone, Deserialize)]
pub struct KafkaConfig {
    pub brokers: Vec<String>,
    #[serde(default = "default_group")]
    pub group_id: String,
    pub topic: String,
}

fn default_group() -> String {
    DEFAULT_GROUP.to_owned()
}

impl KafkaConfig {
    fn client<T: FromClientConfig>(&self) -> KafkaResult<T> {
        ClientConfig::new()
            .set("bootstrap.servers", self.brokers.join(","))
            .set("group.id", &self.group_id)
            .set("auto.offset.reset", "earliest")
            .create()
    }

    pub fn consumer(&self) -> KafkaResult<StreamConsumer> {
        let consumer: StreamConsumer = self.client()?;
        consumer.subscribe(&[&self.topic])?;
        tracing::info!("subscribed to topic {}", self.topic);
        Ok(consumer)
    }

    pub fn producer(&self) -> KafkaResult<FutureProducer> {
        self.client()
    }
}

pub async fn send<T: Serialize>(p: &FutureProducer, topic: &str, key: &str, value: &T) -> anyhow::Result<()> {
    let payload = serde_json::to_string(value)?;
    p.send(FutureRecord::to(topic).key(key).payload(&payload), Timeout::Never)
        .await
        .map_err(|(e, _)| anyhow::anyhow!("send to topic: {e}"))?;
    Ok(())
}

pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(bytes)
}
