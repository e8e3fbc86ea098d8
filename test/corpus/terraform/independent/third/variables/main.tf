variable "kafka_topic_name" {
  description = "topic the relay writes to"
  type        = string
  default     = "outbox-relay"
}

variable "partitions" {
  type    = number
  default = 6
}

resource "kafka_topic" "relay" {
  name               = var.kafka_topic_name
  partitions         = var.partitions
  replication_factor = 3
}

resource "kafka_topic" "relay_dead" {
  name               = "outbox-relay-dead"
  partitions         = 1
  replication_factor = 3
}
