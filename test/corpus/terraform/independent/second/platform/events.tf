# Everything the events team owns in one cluster
variable "environment" {
  type = string
}

variable "topic_owner" {
  type    = string
  default = "events-team"
}

resource "aws_sns_topic" "alarms" {
  name = "events-alarms"
}

resource "aws_cloudwatch_metric_alarm" "lag" {
  alarm_name          = "lag-sum"
  namespace           = "AWS/Kafka"
  metric_name         = "SumOffsetLag"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  threshold           = 10000
  alarm_actions       = [aws_sns_topic.alarms.arn]
  dimensions = {
    "Cluster Name"   = "main"
    "Consumer Group" = "ticketing"
  }
}

resource "kafka_topic" "orders" {
  name               = "ticketing.orders"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "retention.ms"        = 7 * 24 * 3600 * 1000
    "min.insync.replicas" = "2"
  }
}

resource "kafka_topic" "seatmap" {
  name               = "ticketing.seatmap"
  partitions         = 6
  replication_factor = 3
  config = {
    "cleanup.policy" = "compact"
  }
}

resource "kafka_topic" "scoped" {
  name               = "${var.environment}.ticketing.scoped"
  partitions         = 1
  replication_factor = 3
}

resource "kafka_acl" "group" {
  resource_name       = "ticketing"
  resource_type       = "Group"
  acl_principal       = "User:ticketing"
  acl_host            = "*"
  acl_operation       = "Read"
  acl_permission_type = "Allow"
}

resource "google_pubsub_topic" "bq" {
  name = "ticketing-to-bq"
}
