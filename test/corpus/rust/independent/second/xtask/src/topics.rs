//! `cargo xtask topics` creates what a developer needs on a fresh broker.

use std::time::Duration;

use clap::Args;
use color_eyre::eyre::{bail, Result};
use rdkafka::admin::{AdminClient, AdminOptions, NewPartitions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::ClientConfig;

#[derive(Args)]
pub struct TopicsArgs {
    #[arg(long, env = "KAFKA_BROKERS", default_value = "localhost:9092")]
    brokers: String,
    #[arg(long)]
    reset: bool,
}

pub async fn topics(args: TopicsArgs) -> Result<()> {
    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", &args.brokers).create()?;
    let opts = AdminOptions::new().operation_timeout(Some(Duration::from_secs(15)));

    if args.reset {
        for res in admin.delete_topics(&["wallet-movements", "wallet-balances"], &opts).await? {
            if let Err((name, code)) = res {
                eprintln!("{name}: {code}");
            }
        }
    }

    let movements = NewTopic::new("wallet-movements", 6, TopicReplication::Fixed(1))
        .set("retention.ms", "604800000");
    let balances = NewTopic::new("wallet-balances", 6, TopicReplication::Fixed(1))
        .set("cleanup.policy", "compact")
        .set("segment.ms", "60000");

    for res in admin.create_topics(&[movements, balances], &opts).await? {
        match res {
            Ok(name) => println!("created {name}"),
            Err((name, rdkafka::types::RDKafkaErrorCode::TopicAlreadyExists)) => println!("kept {name}"),
            Err((name, code)) => bail!("{name}: {code}"),
        }
    }

    admin
        .create_partitions(&[NewPartitions::new("wallet-audit", 3)], &opts)
        .await?;
    Ok(())
}
