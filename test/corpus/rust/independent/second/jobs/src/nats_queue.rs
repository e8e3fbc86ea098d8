use async_nats::jetstream::{self, consumer::PullConsumer, stream};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

const TOPIC: &str = "jobs.render";
const DONE_TOPIC: &str = "jobs.render.done";

#[derive(Serialize, Deserialize)]
pub struct RenderJob {
    pub scene: String,
    pub frames: u32,
}

pub struct Queue {
    js: jetstream::Context,
    topic: String,
}

impl Queue {
    pub async fn connect(url: &str) -> anyhow::Result<Self> {
        let client = async_nats::connect(url).await?;
        let js = jetstream::new(client);
        js.get_or_create_stream(stream::Config {
            name: "JOBS".into(),
            subjects: vec!["jobs.>".into()],
            ..Default::default()
        })
        .await?;
        Ok(Self { js, topic: TOPIC.to_string() })
    }

    pub async fn push(&self, job: &RenderJob) -> anyhow::Result<()> {
        self.js.publish(self.topic.clone(), serde_json::to_vec(job)?.into()).await?.await?;
        Ok(())
    }

    pub async fn work(&self) -> anyhow::Result<()> {
        let stream = self.js.get_stream("JOBS").await?;
        let consumer: PullConsumer = stream.get_consumer("renderer").await?;
        let mut messages = consumer.messages().await?;
        while let Some(m) = messages.try_next().await? {
            let job: RenderJob = serde_json::from_slice(&m.payload)?;
            tracing::info!(scene = %job.scene, "rendered");
            self.js.publish(DONE_TOPIC, m.payload.clone()).await?;
            m.ack().await.map_err(|e| anyhow::anyhow!(e))?;
        }
        Ok(())
    }
}
