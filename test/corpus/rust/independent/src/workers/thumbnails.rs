use std::collections::BTreeMap;

use chrono::Utc;
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::util::Timeout;
use rskafka::client::partition::{Compression, UnknownTopicHandling};
use rskafka::client::ClientBuilder;
use rskafka::record::Record;

macro_rules! header {
    ($k:expr, $v:expr) => {
        ($k.to_string(), $v.as_bytes().to_vec())
    };
}

pub struct Thumbnails {
    producer: FutureProducer,
    consumer: StreamConsumer,
}

impl Thumbnails {
    const DONE: &'static str = "thumbnails-done";
    const GROUP: &'static str = "thumbnails-group";

    pub async fn start(&self) -> anyhow::Result<()> {
        let extra = std::env::var("THUMBNAIL_TOPIC").unwrap_or("thumbnail_requests".into());
        self.consumer.subscribe(&["images.uploaded", extra.as_str()])?;
        tracing::info!("group {} listens on topic images", Self::GROUP);
        Ok(())
    }

    pub async fn done(&self, id: &str) {
        let record = FutureRecord::to(Self::DONE).key(id).payload("thumbnail-done");
        if let Err((e, _)) = self.producer.send(record, Timeout::Never).await {
            self.emit("thumbnailsFailed", id, &e.to_string()).await;
        }
    }

    async fn emit(&self, topic: &str, key: &str, payload: &str) {
        let record = FutureRecord::to(topic).key(key).payload(payload);
        let _ = self.producer.send(record, Timeout::Never).await;
    }
}

pub async fn pure(brokers: Vec<String>) -> anyhow::Result<()> {
    let client = ClientBuilder::new(brokers).client_id("thumbs").build().await?;
    let controller = client.controller_client()?;
    controller.create_topic("thumbs_pure", 2, 1, 5_000).await?;
    let partition = client
        .partition_client("thumbs_pure", 0, UnknownTopicHandling::Retry)
        .await?;
    let record = Record {
        key: None,
        value: Some(b"hello kafka".to_vec()),
        headers: BTreeMap::from([header!("type", "thumb-created")]),
        timestamp: Utc::now(),
    };
    partition.produce(vec![record], Compression::default()).await?;
    Ok(())
}
