locals {
  cluster = confluent_kafka_cluster.basic.id
}

resource "confluent_kafka_cluster" "basic" {
  display_name = "inventory"
  availability = "SINGLE_ZONE"
  cloud        = "AWS"
  region       = "us-east-2"
  basic {}
}

resource "confluent_kafka_topic" "stock" {
  kafka_cluster {
    id = local.cluster
  }
  topic_name       = "StockLevels"
  partitions_count = 4
  rest_endpoint    = confluent_kafka_cluster.basic.rest_endpoint
  config = {
    "cleanup.policy"    = "compact"
    "max.message.bytes" = "12345"
  }
  credentials {
    key    = confluent_api_key.admin.id
    secret = confluent_api_key.admin.secret
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "confluent_kafka_topic" "by_var" {
  topic_name = var.topic_name
}

resource "confluent_connector" "s3" {
  status = "RUNNING"
  config_nonsensitive = {
    "connector.class"  = "S3_SINK"
    "name"             = "s3-sink"
    "topics"           = "stock_moves"
    "input.data.format" = "JSON"
    "tasks.max"        = "1"
  }
}

resource "confluent_service_account" "app" {
  display_name = "orders-topic-writer"
  description  = "writes to the topic"
}
