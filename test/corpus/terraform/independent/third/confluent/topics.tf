locals {
  default_config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
  }
}

resource "confluent_kafka_cluster" "main" {
  display_name = "main"
  availability = "SINGLE_ZONE"
  cloud        = "GCP"
  region       = "europe-west3"
  standard {}
}

resource "confluent_kafka_topic" "leads" {
  kafka_cluster {
    id = confluent_kafka_cluster.main.id
  }
  topic_name       = "crm.leads"
  partitions_count = 4
  rest_endpoint    = confluent_kafka_cluster.main.rest_endpoint
  config           = local.default_config

  lifecycle {
    prevent_destroy = true
  }
}

resource "confluent_kafka_topic" "opportunities" {
  kafka_cluster {
    id = confluent_kafka_cluster.main.id
  }
  topic_name    = "crm.opportunities"
  rest_endpoint = confluent_kafka_cluster.main.rest_endpoint
  config        = merge(local.default_config, { "retention.ms" = "259200000" })
}

resource "confluent_kafka_topic" "audit" {
  topic_name = "${var.environment}-audit"
}
