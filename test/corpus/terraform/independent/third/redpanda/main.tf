provider "redpanda" {}

data "redpanda_cluster" "byoc" {
  id = var.cluster_id
}

resource "redpanda_topic" "auctions" {
  name               = "auctions"
  partition_count    = 12
  replication_factor = 3
  cluster_api_url    = data.redpanda_cluster.byoc.cluster_api_url
  allow_deletion     = false
}

resource "redpanda_topic" "winners" {
  name            = "auction-winners"
  partition_count = 3
  cluster_api_url = data.redpanda_cluster.byoc.cluster_api_url
}

resource "redpanda_user" "bidder" {
  name            = "bidder"
  password        = var.bidder_password
  mechanism       = "scram-sha-256"
  cluster_api_url = data.redpanda_cluster.byoc.cluster_api_url
}
