use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Utc;
use rskafka::client::partition::{Compression, OffsetAt, PartitionClient, UnknownTopicHandling};
use rskafka::client::{Client, ClientBuilder};
use rskafka::record::Record;

pub struct EdgeWriter {
    client: Client,
    frames: Arc<PartitionClient>,
}

impl EdgeWriter {
    pub async fn new(brokers: Vec<String>) -> Result<Self, rskafka::client::error::Error> {
        let client = ClientBuilder::new(brokers).client_id("edge-writer").build().await?;

        let controller = client.controller_client()?;
        if let Err(e) = controller.create_topic("edge-frames", 2, 1, 5_000).await {
            tracing::debug!(%e, "create topic");
        }

        let frames = Arc::new(
            client
                .partition_client("edge-frames", 0, UnknownTopicHandling::Retry)
                .await?,
        );
        Ok(Self { client, frames })
    }

    pub async fn write(&self, camera: &str, jpeg: Vec<u8>) -> Result<i64, rskafka::client::error::Error> {
        let record = Record {
            key: Some(camera.as_bytes().to_vec()),
            value: Some(jpeg),
            headers: BTreeMap::from([("codec".to_owned(), b"jpeg".to_vec())]),
            timestamp: Utc::now(),
        };
        let offsets = self.frames.produce(vec![record], Compression::NoCompression).await?;
        Ok(offsets[0])
    }

    /// Reads the newest calibration; the collector writes it.
    pub async fn calibration(&self) -> Result<Option<Vec<u8>>, rskafka::client::error::Error> {
        let topic = "edge-calibrations";
        let pc = self.client.partition_client(topic, 0, UnknownTopicHandling::Error).await?;
        let high = pc.get_offset(OffsetAt::Latest).await?;
        if high == 0 {
            return Ok(None);
        }
        let (records, _) = pc.fetch_records(high - 1, 1..1_000_000, 1_000).await?;
        Ok(records.into_iter().next().and_then(|r| r.record.value))
    }
}
