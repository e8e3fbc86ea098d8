# topics as data
locals {
  kafka_topics = {
    "warehouse-inbound" = {
      partitions = 6
      retention  = 86400000
    }
    "warehouse_outbound" = { partitions = 3, retention = -1 }
  }
}

variable "kafka_compacted_topics" {
  type    = set(string)
  default = [
    "bin-locations",
    "warehouse.bin.event.moved.v1",
  ]
}

resource "kafka_topic" "plain" {
  for_each           = local.kafka_topics
  name               = each.key
  partitions         = each.value.partitions
  replication_factor = 3
  config = {
    "retention.ms" = each.value.retention
  }
}

resource "kafka_topic" "compacted" {
  for_each           = var.kafka_compacted_topics
  name               = each.value
  partitions         = 1
  replication_factor = 3
}

resource "kafka_topic" "inline" {
  for_each           = toset(["pickLists", "packLists"])
  name               = each.key
  partitions         = 1
  replication_factor = 3
}
