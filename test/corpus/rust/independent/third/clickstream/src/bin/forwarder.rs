use std::sync::Arc;

use axum::{extract::State, http::StatusCode, routing::post, Json, Router};
use clap::Parser;
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::ClientConfig;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

#[derive(Parser, Debug)]
#[command(name = "forwarder", about = "Takes clicks over HTTP and forwards them")]
struct Cli {
    /// Kafka bootstrap servers
    #[arg(long, env = "KAFKA_BROKERS", default_value = "127.0.0.1:9092")]
    brokers: String,

    /// Kafka topic the clicks are written to
    #[arg(long, env = "KAFKA_TOPIC", default_value = "web-clicks")]
    topic: String,

    #[arg(long, default_value_t = 8090)]
    port: u16,
}

#[derive(Serialize, Deserialize)]
struct Click {
    session: String,
    path: String,
}

struct App {
    producer: FutureProducer,
    topic: String,
}

async fn click(State(app): State<Arc<App>>, Json(c): Json<Click>) -> StatusCode {
    let Ok(payload) = serde_json::to_vec(&c) else {
        return StatusCode::BAD_REQUEST;
    };
    let record = FutureRecord::to(&app.topic).key(&c.session).payload(&payload);
    match app.producer.send_result(record) {
        Ok(_) => StatusCode::ACCEPTED,
        Err((e, _)) => {
            tracing::warn!(%e, "queue full");
            StatusCode::TOO_MANY_REQUESTS
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let producer = ClientConfig::new()
        .set("bootstrap.servers", &cli.brokers)
        .set("linger.ms", "25")
        .create()?;
    let app = Arc::new(App { producer, topic: cli.topic });
    let router = Router::new().route("/click", post(click)).with_state(app);
    axum::serve(TcpListener::bind(("0.0.0.0", cli.port)).await?, router).await?;
    Ok(())
}
