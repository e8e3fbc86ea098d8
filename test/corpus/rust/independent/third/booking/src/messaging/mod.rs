use async_trait::async_trait;
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::util::Timeout;
use serde_json::json;
use std::time::Duration;

use crate::domain::{Booking, BookingId, DomainEvent, EventSink, SinkError};

/// Names of the topics of this bounded context.
pub struct Topics;

impl Topics {
    pub const CONFIRMED: &'static str = "booking.confirmed.v1";
    pub const CANCELLED: &'static str = "booking.cancelled.v1";
    pub const NO_SHOW: &'static str = "booking.no-show.v1";
}

fn topic_of(event: &DomainEvent) -> &'static str {
    match event {
        DomainEvent::Confirmed(_) => Topics::CONFIRMED,
        DomainEvent::Cancelled(_, _) => Topics::CANCELLED,
        DomainEvent::NoShow(_) => Topics::NO_SHOW,
    }
}

pub struct KafkaSink {
    producer: FutureProducer,
}

impl KafkaSink {
    pub fn new(producer: FutureProducer) -> Self {
        Self { producer }
    }

    fn body(event: &DomainEvent) -> String {
        match event {
            DomainEvent::Confirmed(Booking { id, room, .. }) => json!({ "id": id, "room": room }),
            DomainEvent::Cancelled(id, reason) => json!({ "id": id, "reason": reason }),
            DomainEvent::NoShow(BookingId(id)) => json!({ "id": id }),
        }
        .to_string()
    }
}

#[async_trait]
impl EventSink for KafkaSink {
    async fn emit(&self, event: DomainEvent) -> Result<(), SinkError> {
        let key = event.aggregate_id();
        let payload = Self::body(&event);
        let record = FutureRecord::to(topic_of(&event)).key(&key).payload(&payload);
        match self.producer.send(record, Timeout::After(Duration::from_secs(2))).await {
            Ok(_) => Ok(()),
            Err((err, _msg)) => {
                tracing::error!(error = ?err, topic = topic_of(&event), "emit failed");
                Err(SinkError::Unavailable)
            }
        }
    }
}
