use std::fmt::Write as _;
use std::time::Duration;

use kafka::client::{FetchOffset, GroupOffsetStorage};
use kafka::consumer::Consumer;
use kafka::error::Error as KafkaError;
use kafka::producer::{Producer, Record, RequiredAcks};
use log::{debug, info};

pub struct Sync {
    consumer: Consumer,
    producer: Producer,
}

impl Sync {
    pub fn open(hosts: Vec<String>) -> Result<Self, KafkaError> {
        let consumer = Consumer::from_hosts(hosts.clone())
            .with_topic("erp-articles".to_owned())
            .with_topic_partitions("erp-stock".to_owned(), &[0, 1])
            .with_fallback_offset(FetchOffset::Earliest)
            .with_group("erp-sync".to_owned())
            .with_offset_storage(Some(GroupOffsetStorage::Kafka))
            .create()?;
        let producer = Producer::from_hosts(hosts)
            .with_ack_timeout(Duration::from_secs(1))
            .with_required_acks(RequiredAcks::One)
            .create()?;
        Ok(Self { consumer, producer })
    }

    pub fn step(&mut self) -> Result<usize, KafkaError> {
        let mut n = 0;
        for set in self.consumer.poll()?.iter() {
            debug!("{}:{} has {} messages", set.topic(), set.partition(), set.messages().len());
            for m in set.messages() {
                let mut line = String::new();
                let _ = write!(line, "{}@{}", set.topic(), m.offset);
                self.producer.send(&Record::from_key_value("erp-sync-journal", m.key, line.as_bytes()))?;
                n += 1;
            }
            self.consumer.consume_messageset(set)?;
        }
        self.consumer.commit_consumed()?;
        if n == 0 {
            self.producer.send(&Record::from_value("erp-sync-idle", "nothing to do"))?;
        }
        info!("synced {n}");
        Ok(n)
    }
}
