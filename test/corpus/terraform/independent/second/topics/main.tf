terraform {
  required_version = ">= 1.5"
  required_providers {
    kafka = {
      source  = "Mongey/kafka"
      version = "~> 0.7"
    }
  }
}

provider "kafka" {
  bootstrap_servers = var.bootstrap_servers
  tls_enabled       = true
  sasl_mechanism    = "scram-sha512"
}

resource "kafka_topic" "subscriptions" {
  name               = "subscriptions.lifecycle"
  partitions         = 6
  replication_factor = 3

  config = {
    "cleanup.policy" = "compact"
    "retention.ms"   = "-1"
  }
}

resource "kafka_topic" "usage" {
  name               = "usage.records"
  partitions         = var.usage_partitions
  replication_factor = 3
}

resource "kafka_acl" "meter" {
  resource_name       = "usage.records"
  resource_type       = "Topic"
  acl_principal       = "User:meter"
  acl_host            = "*"
  acl_operation       = "Write"
  acl_permission_type = "Allow"
}
