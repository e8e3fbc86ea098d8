use config::{Config, Environment, File};
use rdkafka::consumer::{Consumer, ConsumerGroupMetadata, StreamConsumer};
use rdkafka::ClientConfig;
use secrecy::{ExposeSecret, Secret};
use serde::Deserialize;

#[derive(Deserialize, Clone)]
pub struct KafkaSettings {
    pub brokers: String,
    pub username: Option<String>,
    pub password: Option<Secret<String>>,
    pub topics: Vec<String>,
}

#[derive(Deserialize, Clone)]
pub struct Settings {
    pub kafka: KafkaSettings,
    pub database_url: String,
}

pub fn load() -> Result<Settings, config::ConfigError> {
    Config::builder()
        .set_default("kafka.brokers", "localhost:9092")?
        .add_source(File::with_name("config/projector").required(false))
        .add_source(Environment::with_prefix("PROJECTOR").separator("__"))
        .build()?
        .try_deserialize()
}

impl KafkaSettings {
    pub fn consumer(&self) -> anyhow::Result<StreamConsumer> {
        let mut cfg = ClientConfig::new();
        cfg.set("bootstrap.servers", &self.brokers)
            .set("group.id", "projector")
            .set("group.instance.id", hostname::get()?.to_string_lossy())
            .set("partition.assignment.strategy", "cooperative-sticky");
        if let (Some(user), Some(pass)) = (&self.username, &self.password) {
            cfg.set("sasl.username", user)
                .set("sasl.password", pass.expose_secret())
                .set("sasl.mechanism", "SCRAM-SHA-512")
                .set("security.protocol", "sasl_ssl");
        }
        let consumer: StreamConsumer = cfg.create()?;
        let topics: Vec<&str> = self.topics.iter().map(String::as_str).collect();
        consumer.subscribe(&topics)?;
        Ok(consumer)
    }
}

pub fn group(consumer: &StreamConsumer) -> Option<ConsumerGroupMetadata> {
    consumer.group_metadata()
}
