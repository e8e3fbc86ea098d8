provider "redpanda" {}

variable "cluster_api_url" {
  type = string
}

resource "redpanda_topic" "bids" {
  name               = "bids"
  partition_count    = 3
  replication_factor = 3
  cluster_api_url    = var.cluster_api_url
  allow_deletion     = true
  configuration = {
    "cleanup.policy" = "delete"
  }
}

resource "redpanda_topic" "auction" {
  name            = "auction_closed"
  cluster_api_url = var.cluster_api_url
}

resource "redpanda_user" "u" {
  name     = "bidder"
  password = "password"
}

resource "redpanda_acl" "cluster" {
  resource_type         = "CLUSTER"
  resource_name         = "kafka-cluster"
  resource_pattern_type = "LITERAL"
  principal             = "User:bidder"
  operation             = "ALTER"
  permission_type       = "ALLOW"
}
