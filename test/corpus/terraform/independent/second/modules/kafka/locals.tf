locals {
  kafka_topics = {
    "player.joined"  = { partitions = 6, retention_ms = 86400000 }
    "player.left"    = { partitions = 6, retention_ms = 86400000 }
    "match.finished" = { partitions = 12, retention_ms = -1 }
  }
}

resource "kafka_topic" "this" {
  for_each           = local.kafka_topics
  name               = each.key
  partitions         = each.value.partitions
  replication_factor = 3

  config = {
    "retention.ms" = each.value.retention_ms
  }
}

output "topic_names" {
  value = [for t in kafka_topic.this : t.name]
}
