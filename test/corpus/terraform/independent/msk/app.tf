resource "aws_msk_cluster" "this" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  configuration_info {
    arn      = aws_msk_configuration.this.arn
    revision = 1
  }
}

resource "aws_msk_configuration" "this" {
  name           = "events"
  kafka_versions = ["3.6.0"]

  server_properties = <<PROPERTIES
auto.create.topics.enable = true
delete.topic.enable = true
offsets.topic.replication.factor = 3
PROPERTIES
}

resource "aws_lambda_event_source_mapping" "billing" {
  event_source_arn  = aws_msk_cluster.this.arn
  function_name     = aws_lambda_function.billing.arn
  topics            = ["billing-runs"]
  starting_position = "TRIM_HORIZON"
}

resource "kubernetes_deployment" "billing" {
  metadata {
    name = "billing"
  }
  spec {
    template {
      spec {
        container {
          name  = "billing"
          image = "acme/billing:3"
          env {
            name  = "KAFKA_TOPIC"
            value = "billingRuns"
          }
          env {
            name  = "KAFKA_GROUP_ID"
            value = "billing"
          }
        }
      }
    }
  }
}
