resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3

  broker_node_group_info {
    instance_type   = "kafka.m5.large"
    client_subnets  = var.subnets
    security_groups = [aws_security_group.msk.id]
  }

  configuration_info {
    arn      = aws_msk_configuration.events.arn
    revision = 1
  }
}

resource "aws_msk_configuration" "events" {
  name              = "events"
  server_properties = <<-EOT
    auto.create.topics.enable = false
    delete.topic.enable = true
    offsets.topic.replication.factor = 3
  EOT
}
