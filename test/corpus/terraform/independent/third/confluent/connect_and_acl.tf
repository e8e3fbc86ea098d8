terraform {
  required_providers {
    confluent = {
      source  = "confluentinc/confluent"
      version = "~> 1.70"
    }
  }
}

data "confluent_kafka_cluster" "shared" {
  display_name = "shared"
  environment { id = var.environment_id }
}

resource "confluent_service_account" "ticker" {
  display_name = "ticker"
}

resource "confluent_kafka_topic" "ticks" {
  kafka_cluster { id = data.confluent_kafka_cluster.shared.id }
  topic_name       = "market.ticks"
  partitions_count = 24
  rest_endpoint    = data.confluent_kafka_cluster.shared.rest_endpoint

  credentials {
    key    = var.kafka_api_key
    secret = var.kafka_api_secret
  }
}

resource "confluent_kafka_acl" "write_ticks" {
  kafka_cluster { id = data.confluent_kafka_cluster.shared.id }
  resource_type = "TOPIC"
  resource_name = "market.ticks"
  pattern_type  = "LITERAL"
  principal     = "User:${confluent_service_account.ticker.id}"
  host          = "*"
  operation     = "WRITE"
  permission    = "ALLOW"
  rest_endpoint = data.confluent_kafka_cluster.shared.rest_endpoint
}

resource "confluent_kafka_acl" "group" {
  kafka_cluster { id = data.confluent_kafka_cluster.shared.id }
  resource_type = "GROUP"
  resource_name = "ticker"
  pattern_type  = "PREFIXED"
  principal     = "User:${confluent_service_account.ticker.id}"
  host          = "*"
  operation     = "READ"
  permission    = "ALLOW"
}

resource "confluent_kafka_topic" "generated" {
  for_each   = var.venues
  topic_name = "market.${each.key}.depth"
}

resource "confluent_kafka_topic" "halts" {
  kafka_cluster { id = data.confluent_kafka_cluster.shared.id }
  topic_name    = "market.trading-halts"
  rest_endpoint = data.confluent_kafka_cluster.shared.rest_endpoint
}
