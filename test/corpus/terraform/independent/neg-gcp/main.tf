resource "google_pubsub_topic" "clicks" {
  name = "clicks-topic"
  labels = {
    topic = "kafka-like"
  }
  message_retention_duration = "86600s"
}

resource "google_pubsub_subscription" "clicks" {
  name  = "clicks-sub"
  topic = google_pubsub_topic.clicks.name
  dead_letter_policy {
    dead_letter_topic     = "projects/acme/topics/dead"
    max_delivery_attempts = 5
  }
}

resource "google_storage_notification" "n" {
  bucket = "uploads"
  topic  = "uploads-topic"
}

variable "topic_name" {
  type    = string
  default = "clicks-v2"
}
