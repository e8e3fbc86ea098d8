resource "google_pubsub_topic" "orders" {
  name = "orders"
  labels = {
    team = "shop"
  }
}

resource "google_pubsub_subscription" "orders_worker" {
  name  = "orders-worker"
  topic = google_pubsub_topic.orders.name

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.orders_dead.id
    max_delivery_attempts = 5
  }
}

resource "google_pubsub_topic" "orders_dead" {
  name = "orders-dead"
}
