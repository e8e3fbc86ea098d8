use std::env;
use std::time::Duration;

use clap::Parser;
use futures::StreamExt;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{CommitMode, Consumer, StreamConsumer};
use rdkafka::message::{Message, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, FutureProducer, FutureRecord};
use rdkafka::topic_partition_list::TopicPartitionList;
use rdkafka::Offset;
use tracing::{error, info};

const INPUT: &str = "raw-events";
static OUTPUTS: [&str; 2] = ["clean-events", "bad-events"];

#[derive(Parser, Debug)]
struct Args {
    #[arg(long, default_value = "localhost:9092")]
    brokers: String,
    #[arg(long, env = "STATS_TOPIC", default_value = "stats")]
    stats_topic: String,
    #[clap(short, long, default_value_t = String::from("etl"))]
    group: String,
}

fn dlq() -> String {
    env::var("DLQ_TOPIC").unwrap_or_else(|_| "dead-letters".to_string())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let consumer: StreamConsumer = ClientConfig::new()
        .set("group.id", &args.group)
        .set("bootstrap.servers", &args.brokers)
        .create()?;
    consumer.subscribe(&[INPUT])?;
    let producer: FutureProducer = ClientConfig::new().set("bootstrap.servers", &args.brokers).create()?;
    let mut stream = consumer.stream();
    while let Some(msg) = stream.next().await {
        match msg {
            Err(e) => error!("{e}"),
            Ok(m) => {
                let topic = if m.payload().is_some() { OUTPUTS[0] } else { OUTPUTS[1] };
                let record = FutureRecord::to(topic).key(m.key().unwrap_or_default()).payload(m.payload().unwrap_or_default());
                if let Err((e, _)) = producer.send(record, Duration::from_secs(0)).await {
                    producer.send(FutureRecord::<str, str>::to(&dlq()).payload("x"), Duration::ZERO).await.ok();
                    error!(?e);
                }
                producer
                    .send(FutureRecord::to(&args.stats_topic).payload(&format!("{}", 1)).key(""), Duration::ZERO)
                    .await
                    .ok();
                consumer.commit_message(&m, CommitMode::Async)?;
            }
        }
    }
    Ok(())
}

async fn create(admin: &AdminClient<rdkafka::client::DefaultClientContext>) {
    let topics: Vec<NewTopic> = OUTPUTS.iter().map(|t| NewTopic::new(t, 3, TopicReplication::Fixed(1))).collect();
    admin.create_topics(topics.iter(), &AdminOptions::new()).await.unwrap();
    admin.delete_topics(&["old-events"], &AdminOptions::new()).await.unwrap();
    let mut tpl = TopicPartitionList::new();
    tpl.add_partition_offset("replay-events", 0, Offset::Beginning).unwrap();
    info!("done");
}

fn base(p: &BaseProducer) {
    p.send(BaseRecord::to("base-events").payload("p").key("k")).unwrap();
    p.send(BaseRecord { topic: "struct-events", partition: None, payload: Some("x"), key: Some("k"), timestamp: None, headers: None, delivery_opaque: () }).ok();
}

#[cfg(test)]
mod tests {
    use super::*;
    #[tokio::test]
    async fn round_trip() {
        let mock = rdkafka::mocking::MockCluster::new(3).unwrap();
        mock.create_topic("mock-events", 3, 3).unwrap();
    }
}
