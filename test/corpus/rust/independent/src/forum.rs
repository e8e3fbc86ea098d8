use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tokio::sync::broadcast;

#[derive(Clone, Serialize)]
pub struct Topic {
    topic: &'static str,
    posts: u32,
}

impl Topic {
    pub fn to(topic: &'static str) -> Self {
        Topic { topic, posts: 0 }
    }
}

#[derive(Clone)]
pub struct App {
    events: broadcast::Sender<String>,
    topics: BTreeMap<String, Topic>,
}

impl App {
    pub fn subscribe(&self, names: &[&str]) -> broadcast::Receiver<String> {
        for name in names {
            let _ = self.events.send(format!("subscribed {name}"));
        }
        self.events.subscribe()
    }
}

async fn show(State(app): State<App>, Path(name): Path<String>) -> Json<Topic> {
    let _rx = app.subscribe(&["welcome", "kafka-help"]);
    let topic = app.topics.get(&name).cloned().unwrap_or_else(|| Topic::to("not-found"));
    Json(topic)
}

pub fn router(app: App) -> Router {
    let _ = Topic { topic: "rules", posts: 1 };
    Router::new().route("/topics/{name}", get(show)).with_state(app)
}
