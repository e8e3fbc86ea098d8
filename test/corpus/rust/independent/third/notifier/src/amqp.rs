use futures_lite::StreamExt;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, ExchangeKind};

const EXCHANGE: &str = "notifications.topic";
const TOPIC: &str = "notify.push.ios";

pub struct Notifier {
    channel: Channel,
}

impl Notifier {
    pub async fn connect(uri: &str) -> lapin::Result<Self> {
        let conn = Connection::connect(uri, ConnectionProperties::default()).await?;
        let channel = conn.create_channel().await?;
        channel
            .exchange_declare(EXCHANGE, ExchangeKind::Topic, ExchangeDeclareOptions::default(), FieldTable::default())
            .await?;
        channel.queue_declare("push", QueueDeclareOptions::default(), FieldTable::default()).await?;
        for topic in ["notify.push.*", "notify.all"] {
            channel
                .queue_bind("push", EXCHANGE, topic, QueueBindOptions::default(), FieldTable::default())
                .await?;
        }
        Ok(Self { channel })
    }

    pub async fn publish(&self, body: &[u8]) -> lapin::Result<()> {
        self.channel
            .basic_publish(EXCHANGE, TOPIC, BasicPublishOptions::default(), body, BasicProperties::default())
            .await?
            .await?;
        Ok(())
    }

    pub async fn consume(&self) -> lapin::Result<()> {
        let mut consumer = self
            .channel
            .basic_consume("push", "notifier", BasicConsumeOptions::default(), FieldTable::default())
            .await?;
        while let Some(delivery) = consumer.next().await {
            delivery?.ack(BasicAckOptions::default()).await?;
        }
        Ok(())
    }
}
