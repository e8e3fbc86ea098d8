use std::time::Duration;

use kafka::client::{FetchOffset, GroupOffsetStorage, KafkaClient};
use kafka::consumer::Consumer;
use kafka::producer::{Producer, Record, RequiredAcks};

fn hosts() -> Vec<String> {
    vec!["localhost:9092".to_owned()]
}

#[test]
fn produces() {
    let mut producer = Producer::from_hosts(hosts())
        .with_ack_timeout(Duration::from_secs(1))
        .with_required_acks(RequiredAcks::One)
        .with_client_id("pure-client".to_string())
        .create()
        .unwrap();
    producer.send(&Record::from_value("pure-topic", "value".as_bytes())).unwrap();
    producer.send(&Record::from_key_value("pure_keyed", "key", "value")).unwrap();
    producer
        .send_all(&[
            Record { key: (), value: "a", topic: "pure.struct", partition: -1 },
        ])
        .unwrap();
}

#[test]
fn consumes() {
    let mut consumer = Consumer::from_hosts(hosts())
        .with_topic("pure-topic".to_owned())
        .with_topic_partitions("pure-partitions".to_owned(), &[0, 1])
        .with_fallback_offset(FetchOffset::Earliest)
        .with_group("pure-group".to_owned())
        .with_offset_storage(Some(GroupOffsetStorage::Kafka))
        .create()
        .unwrap();
    for ms in consumer.poll().unwrap().iter() {
        for m in ms.messages() {
            println!("{}: {:?}", ms.topic(), m);
        }
        consumer.consume_messageset(ms).unwrap();
    }
    consumer.commit_consumed().unwrap();
    assert!(KafkaClient::new(hosts()).load_metadata_all().is_ok(), "no topics");
}
