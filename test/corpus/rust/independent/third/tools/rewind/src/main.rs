use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::error::KafkaResult;
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

const HOUR_MS: i64 = 3_600_000;

fn hours_ago(n: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
    now - n * HOUR_MS
}

/// Puts the group of the projector back by some hours.
fn rewind(consumer: &BaseConsumer, hours: i64) -> KafkaResult<()> {
    let mut tpl = TopicPartitionList::new();
    for p in 0..3 {
        tpl.add_partition_offset("ledger.postings", p, Offset::Offset(hours_ago(hours)))?;
    }
    let found = consumer.offsets_for_times(tpl, Duration::from_secs(10))?;
    consumer.commit(&found, CommitMode::Sync)
}

fn show_lag(consumer: &BaseConsumer) -> KafkaResult<()> {
    let (low, high) = consumer.fetch_watermarks("ledger.postings", 0, Duration::from_secs(5))?;
    println!("low={low} high={high}");

    let meta = consumer.fetch_metadata(Some("ledger.snapshots"), Duration::from_secs(5))?;
    for t in meta.topics() {
        println!("{} has {} partitions", t.name(), t.partitions().len());
    }
    Ok(())
}

fn main() -> KafkaResult<()> {
    env_logger::init();
    let hours = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(1);
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", std::env::var("BROKERS").expect("BROKERS"))
        .set("group.id", "ledger-projector")
        .set("enable.auto.commit", "false")
        .create()?;

    let mut assignment = TopicPartitionList::new();
    assignment.add_partition("ledger.snapshots", 0);
    consumer.assign(&assignment)?;

    rewind(&consumer, hours)?;
    show_lag(&consumer)
}
