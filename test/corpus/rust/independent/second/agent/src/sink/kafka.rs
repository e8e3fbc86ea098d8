use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::DeliveryResult;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer, ProducerContext, ThreadedProducer};
use rdkafka::{ClientConfig, ClientContext};

use crate::sink::Sink;

#[derive(Default)]
struct Counters {
    ok: AtomicU64,
    failed: AtomicU64,
}

struct DeliveryContext(Arc<Counters>);

impl ClientContext for DeliveryContext {}

impl ProducerContext for DeliveryContext {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, _: ()) {
        match result {
            Ok(_) => self.0.ok.fetch_add(1, Ordering::Relaxed),
            Err(_) => self.0.failed.fetch_add(1, Ordering::Relaxed),
        };
    }
}

pub struct KafkaSink {
    inner: ThreadedProducer<DeliveryContext>,
    heartbeat: BaseProducer,
    counters: Arc<Counters>,
}

impl KafkaSink {
    pub fn new(config: &ClientConfig) -> Result<Self, KafkaError> {
        let counters = Arc::new(Counters::default());
        Ok(Self {
            inner: config.create_with_context(DeliveryContext(counters.clone()))?,
            heartbeat: config.create()?,
            counters,
        })
    }

    pub fn beat(&self, host: &str) {
        let _ = self.heartbeat.send(
            BaseRecord::<str, str>::to("agent-heartbeats")
                .key(host)
                .payload("alive"),
        );
        self.heartbeat.poll(Duration::ZERO);
    }
}

impl Sink for KafkaSink {
    fn write(&mut self, host: &str, line: &[u8]) {
        let mut record = BaseRecord::to("agent-logs").key(host).payload(line);
        loop {
            match self.inner.send(record) {
                Ok(()) => return,
                Err((KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull), rec)) => {
                    record = rec;
                    thread::sleep(Duration::from_millis(20));
                }
                Err((e, _)) => {
                    log::error!("dropping line: {e}");
                    return;
                }
            }
        }
    }

    fn close(&mut self) {
        let _ = self.inner.flush(Duration::from_secs(3));
        log::info!("delivered={} failed={}", self.counters.ok.load(Ordering::Relaxed), self.counters.failed.load(Ordering::Relaxed));
    }
}
