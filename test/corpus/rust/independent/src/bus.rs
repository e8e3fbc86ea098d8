use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rdkafka::producer::{FutureProducer, FutureRecord};
use serde::Serialize;

#[derive(Debug, Clone, Copy)]
pub enum Topic {
    Created,
    Deleted,
}

impl Topic {
    pub fn as_str(&self) -> &'static str {
        match self {
            Topic::Created => "document-created",
            Topic::Deleted => "document-deleted",
        }
    }
}

#[async_trait]
pub trait Bus: Send + Sync {
    async fn publish<T: Serialize + Sync>(&self, topic: &str, key: &str, event: &T);
}

pub struct KafkaBus {
    producer: Arc<FutureProducer>,
}

#[async_trait]
impl Bus for KafkaBus {
    async fn publish<T: Serialize + Sync>(&self, topic: &str, key: &str, event: &T) {
        let payload = serde_json::to_vec(event).unwrap();
        let record = FutureRecord::to(topic).key(key).payload(&payload);
        if let Err((e, _)) = self.producer.send(record, Duration::from_secs(5)).await {
            tracing::error!("publish to topic {topic} failed: {e}");
        }
    }
}

pub async fn renamed(bus: &KafkaBus, id: &str) {
    bus.publish("document_renamed", id, &"renamed").await;
}

pub async fn created(bus: &KafkaBus, id: &str) {
    let payload = "created";
    let record = FutureRecord::to(Topic::Created.as_str()).key(id).payload(payload);
    let _ = bus.producer.send(record, Duration::from_secs(5)).await;
}

pub async fn deleted(bus: &KafkaBus, id: &str) {
    let name = "document.tombstones";
    let _ = bus
        .producer
        .send(FutureRecord::to(name).key(id).payload("gone"), Duration::from_secs(5))
        .await;
    let _ = bus
        .producer
        .send(FutureRecord::to(Topic::Deleted.as_str()).key(id).payload("deleted"), Duration::from_secs(5))
        .await;
}
