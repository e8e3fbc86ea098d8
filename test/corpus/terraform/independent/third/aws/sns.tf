resource "aws_sns_topic" "alerts" {
  name         = "billing-alerts"
  display_name = "Billing alerts"
}

resource "aws_sns_topic_subscription" "email" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = "oncall@acme.dev"
}

resource "aws_iot_topic_rule" "temp" {
  name    = "temp"
  enabled = true
  sql     = "SELECT * FROM 'topic/temperature'"
}

resource "azurerm_servicebus_topic" "legacy" {
  name         = "legacy-orders"
  namespace_id = var.namespace_id
}
