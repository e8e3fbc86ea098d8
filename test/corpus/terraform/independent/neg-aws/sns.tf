resource "aws_sns_topic" "alerts" {
  name         = "alerts"
  display_name = "Alerts"
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = "ops@acme.test"
}

resource "aws_iot_topic_rule" "rule" {
  name        = "rule"
  enabled     = true
  sql         = "SELECT * FROM 'topic/test'"
  sql_version = "2016-03-23"
}

resource "azurerm_servicebus_topic" "t" {
  name         = "invoices"
  namespace_id = azurerm_servicebus_namespace.ns.id
}

resource "azurerm_eventgrid_topic" "g" {
  name                = "grid"
  resource_group_name = "rg"
  location            = "westeurope"
}

resource "pulsar_topic" "p" {
  tenant     = "public"
  namespace  = "default"
  topic_type = "persistent"
  topic_name = "partition-topic"
  partitions = 4
}
