use std::env;
use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::{ClientConfig, Message};
use tracing::{error, info};

mod template;

struct Settings {
    brokers: String,
    topic: String,
    group: String,
    smtp: String,
}

impl Settings {
    fn from_env() -> Self {
        Self {
            brokers: env::var("KAFKA_BROKERS").unwrap_or_else(|_| "localhost:9092".into()),
            topic: env::var("KAFKA_TOPIC").unwrap_or_else(|_| "mail-outgoing".to_string()),
            group: env::var("KAFKA_GROUP").unwrap_or_else(|_| "mailer".to_string()),
            smtp: env::var("SMTP_URL").expect("SMTP_URL"),
        }
    }
}

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt::init();
    let s = Settings::from_env();
    let rt = tokio::runtime::Runtime::new()?;
    let mailer = AsyncSmtpTransport::<Tokio1Executor>::from_url(&s.smtp)?.build();

    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", &s.brokers)
        .set("group.id", &s.group)
        .set("auto.offset.reset", "earliest")
        .create()?;
    consumer.subscribe(&[s.topic.as_str()])?;
    info!(topic = %s.topic, "mailer started");

    loop {
        let Some(res) = consumer.poll(Duration::from_millis(200)) else { continue };
        let msg = match res {
            Ok(m) => m,
            Err(e) => {
                error!(%e, "poll");
                continue;
            }
        };
        match template::render(msg.payload().unwrap_or_default()) {
            Ok(mail) => {
                rt.block_on(mailer.send(mail))?;
                consumer.commit_message(&msg, CommitMode::Sync)?;
            }
            Err(e) => error!(%e, offset = msg.offset(), "unrenderable mail"),
        }
    }
}
