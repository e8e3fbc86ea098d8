terraform {
  required_providers {
    kafka = {
      source  = "Mongey/kafka"
      version = "~> 0.7"
    }
  }
}

provider "kafka" {
  bootstrap_servers = ["localhost:9092"]
  tls_enabled       = false
}

resource "kafka_topic" "logs" {
  name               = "systemd_logs"
  replication_factor = 2
  partitions         = 100

  config = {
    "segment.ms"     = "20000"
    "cleanup.policy" = "compact"
  }
}

# resource "kafka_topic" "gone" {
#   name = "gone-topic"
# }

resource "kafka_topic" "orders" {
  partitions         = 6
  name               = "ecommerce.order.event.created.v1"
  replication_factor = 3
}

resource "kafka_topic" "env" {
  name               = "${var.env}-orders"
  replication_factor = 3
  partitions         = 6
}

resource "kafka_quota" "q" {
  entity_name = "client1"
  entity_type = "client-id"
  config = {
    "consumer_byte_rate" = "4000000"
  }
}
