use std::time::Duration;

use rumqttc::{AsyncClient, Event, MqttOptions, Packet, QoS};
use tracing::{info, warn};

const STATE_TOPIC: &str = "home/+/state";
const COMMAND_TOPIC: &str = "home/livingroom/command";

pub struct Home {
    client: AsyncClient,
}

impl Home {
    pub async fn start(host: &str) -> Result<Self, rumqttc::ClientError> {
        let mut opts = MqttOptions::new("home-hub", host, 1883);
        opts.set_keep_alive(Duration::from_secs(5));
        let (client, mut eventloop) = AsyncClient::new(opts, 10);
        client.subscribe(STATE_TOPIC, QoS::AtMostOnce).await?;
        client.subscribe("home/alarm", QoS::ExactlyOnce).await?;

        tokio::spawn(async move {
            loop {
                match eventloop.poll().await {
                    Ok(Event::Incoming(Packet::Publish(p))) => info!(topic = %p.topic, len = p.payload.len(), "state"),
                    Ok(_) => {}
                    Err(e) => {
                        warn!(%e, "mqtt");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        });
        Ok(Self { client })
    }

    pub async fn light(&self, on: bool) -> Result<(), rumqttc::ClientError> {
        let payload = if on { "ON" } else { "OFF" };
        self.client.publish(COMMAND_TOPIC, QoS::AtLeastOnce, false, payload).await
    }
}
