resource "confluent_connector" "bq" {
  environment {
    id = var.environment_id
  }
  kafka_cluster {
    id = var.cluster_id
  }

  config_nonsensitive = {
    "connector.class"          = "BigQuerySink"
    "name"                     = "bq-web"
    "topics"                   = "web.pageviews,web.conversions"
    "input.data.format"        = "AVRO"
    "kafka.auth.mode"          = "SERVICE_ACCOUNT"
    "kafka.service.account.id" = var.sa_id
    "project"                  = "acme-dwh"
    "datasets"                 = "web"
    "tasks.max"                = "2"
  }
}
