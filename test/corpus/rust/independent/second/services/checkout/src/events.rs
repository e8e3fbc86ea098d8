use std::time::Duration;

use anyhow::{Context, Result};
use rdkafka::config::ClientConfig;
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{FutureProducer, FutureRecord, Producer};
use serde::Serialize;
use tracing::{debug, instrument};
use uuid::Uuid;

const CHECKOUT_TOPIC: &str = "checkout.completed";
const ABANDONED_TOPIC: &str = "checkout.abandoned";
const CONTENT_TYPE: &str = "application/json";

#[derive(Debug, Serialize)]
pub struct CheckoutCompleted {
    pub cart_id: Uuid,
    pub total_cents: i64,
}

#[derive(Clone)]
pub struct EventPublisher {
    producer: FutureProducer,
    timeout: Duration,
}

impl EventPublisher {
    pub fn connect(brokers: &str) -> Result<Self> {
        let producer = ClientConfig::new()
            .set("bootstrap.servers", brokers)
            .set("client.id", "checkout")
            .set("enable.idempotence", "true")
            .set("compression.type", "lz4")
            .create()
            .context("creating kafka producer")?;
        Ok(Self { producer, timeout: Duration::from_secs(5) })
    }

    #[instrument(skip(self))]
    pub async fn completed(&self, event: &CheckoutCompleted) -> Result<()> {
        let payload = serde_json::to_vec(event)?;
        let key = event.cart_id.to_string();
        let record = FutureRecord::to(CHECKOUT_TOPIC)
            .key(&key)
            .payload(&payload)
            .headers(OwnedHeaders::new().insert(Header { key: "content-type", value: Some(CONTENT_TYPE) }));
        let (partition, offset) = self
            .producer
            .send(record, self.timeout)
            .await
            .map_err(|(e, _)| e)
            .with_context(|| format!("publishing {key}"))?;
        debug!(partition, offset, "published");
        Ok(())
    }

    pub async fn abandoned(&self, cart_id: Uuid) {
        let key = cart_id.to_string();
        let record: FutureRecord<'_, String, [u8]> = FutureRecord::to(ABANDONED_TOPIC).key(&key);
        if let Err((e, _)) = self.producer.send(record, self.timeout).await {
            tracing::warn!(%e, "abandoned cart was not published");
        }
    }

    pub fn shutdown(&self) {
        let _ = self.producer.flush(Duration::from_secs(10));
    }
}
