use anyhow::Result;
use serde::Serialize;
use zmq::{Context, Socket, PUB, SUB};

#[derive(Serialize)]
struct Tick<'a> {
    topic: &'a str,
    bid: f64,
    ask: f64,
}

pub struct Feed {
    socket: Socket,
}

impl Feed {
    pub fn bind(endpoint: &str) -> Result<Self> {
        let ctx = Context::new();
        let socket = ctx.socket(PUB)?;
        socket.bind(endpoint)?;
        Ok(Self { socket })
    }

    // The archive in Kafka is filled by another process from this feed.
    pub fn tick(&self, bid: f64, ask: f64) -> Result<()> {
        let topic = "ticks.eurusd";
        let body = serde_json::to_vec(&Tick { topic, bid, ask })?;
        self.socket.send_multipart([topic.as_bytes(), &body], 0)?;
        Ok(())
    }
}

pub fn listen(endpoint: &str) -> Result<()> {
    let ctx = Context::new();
    let socket = ctx.socket(SUB)?;
    socket.connect(endpoint)?;
    for topic in ["ticks.eurusd", "ticks.gbpusd"] {
        socket.set_subscribe(topic.as_bytes())?;
    }
    loop {
        let parts = socket.recv_multipart(0)?;
        println!("{}: {} bytes", String::from_utf8_lossy(&parts[0]), parts[1].len());
    }
}
