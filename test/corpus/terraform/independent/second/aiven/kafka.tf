resource "aiven_kafka" "events" {
  project      = var.project
  cloud_name   = "google-europe-west1"
  plan         = "business-4"
  service_name = "events-${terraform.workspace}"

  kafka_user_config {
    kafka_rest = true
    kafka {
      auto_create_topics_enable = false
    }
  }
}

resource "aiven_kafka_topic" "bookings" {
  project                = aiven_kafka.events.project
  service_name           = aiven_kafka.events.service_name
  topic_name             = "bookings-v2"
  partitions             = 9
  replication            = 3
  termination_protection = true

  config {
    retention_ms   = 604800000
    cleanup_policy = "delete"
  }
}

resource "aiven_kafka_acl" "reader" {
  project      = var.project
  service_name = aiven_kafka.events.service_name
  topic        = "bookings-v2"
  permission   = "read"
  username     = aiven_kafka_user.reader.username
}

resource "aiven_kafka_user" "reader" {
  project      = var.project
  service_name = aiven_kafka.events.service_name
  username     = "reader"
}
