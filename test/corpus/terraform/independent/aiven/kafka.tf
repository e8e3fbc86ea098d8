resource "aiven_kafka" "main" {
  project      = var.project
  cloud_name   = "google-europe-west1"
  plan         = "business-4"
  service_name = "kafka-main"

  kafka_user_config {
    kafka_rest = true
    kafka {
      auto_create_topics_enable  = false
      log_retention_hours        = 72
      default_replication_factor = 3
    }
  }
}

resource "aiven_kafka_topic" "signup" {
  project      = var.project
  service_name = aiven_kafka.main.service_name
  topic_name   = "user-signups"
  partitions   = 3
  replication  = 2
  config {
    cleanup_policy = "delete"
    retention_ms   = 604800000
  }
  tag {
    key   = "team"
    value = "identity"
  }
}

resource "aiven_kafka_topic" "login" {
  project      = var.project
  service_name = aiven_kafka.main.service_name
  topic_name   = "identity.session.event.opened.v1" /* follows the convention */
  partitions   = 3
  replication  = 2
}

resource "aiven_kafka_connector" "os" {
  project        = var.project
  service_name   = "connect"
  connector_name = "os-sink"
  config = {
    "topics"          = "user-signups,userLogins"
    "connector.class" = "io.aiven.kafka.connect.opensearch.OpensearchSinkConnector"
    "type.name"       = "os-connector"
    "name"            = "os-sink"
  }
}

resource "aiven_kafka_user" "svc" {
  project      = var.project
  service_name = aiven_kafka.main.service_name
  username     = "svc-topic"
}
