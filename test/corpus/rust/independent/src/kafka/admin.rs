use std::collections::HashMap;
use std::time::Duration;

use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use rdkafka::ClientConfig;

pub mod topics {
    pub const SIGNUPS: &str = "signups";
    pub const LOGINS: &str = "user.logins";
}

#[derive(Debug, Clone)]
pub struct AdminSettings {
    pub brokers: String,
    pub labels: HashMap<String, String>,
}

impl Default for AdminSettings {
    fn default() -> Self {
        let mut labels = HashMap::new();
        labels.insert("topic".to_string(), "label-topic".to_string());
        Self { brokers: "localhost:9092".into(), labels }
    }
}

pub async fn create(settings: &AdminSettings) {
    let admin: AdminClient<DefaultClientContext> = ClientConfig::new()
        .set("bootstrap.servers", &settings.brokers)
        .create()
        .expect("admin client creation failed");
    let opts = AdminOptions::new().operation_timeout(Some(Duration::from_secs(1)));
    let topics = vec![
        NewTopic::new(topics::SIGNUPS, 3, TopicReplication::Fixed(1)),
        NewTopic::new("SignUpErrors", 1, TopicReplication::Fixed(1)).set("max.message.bytes", "1234"),
        NewTopic {
            name: "accounts.user.event.signed_up.v1",
            num_partitions: 1,
            replication: TopicReplication::Fixed(1),
            config: vec![("cleanup.policy", "compact")],
        },
    ];
    let results = admin.create_topics(&topics, &opts).await.expect("topic creation failed");
    for result in results {
        match result {
            Ok(name) => println!("created topic {}", name),
            Err((name, code)) => eprintln!("{}: {:?}", name, code),
        }
    }
    admin.delete_topics(&["signups_old"], &opts).await.expect("topic deletion failed");
}

pub fn base(producer: &BaseProducer) {
    producer
        .send(BaseRecord::to(topics::LOGINS).payload("destination").key("login-key"))
        .expect("Failed to enqueue");
    producer.flush(Duration::from_secs(1)).unwrap();
    let _ = producer.send(BaseRecord::<str, str>::to("login-failures").payload("x"));
}
