resource "aiven_kafka_topic" "ledger" {
  project      = var.project
  service_name = "bank-kafka"
  topic_name   = "ledger.postings"
  partitions   = 20
  replication  = 3
  tag {
    key   = "owner"
    value = "core-banking"
  }
}

resource "aiven_kafka_topic" "per_country" {
  for_each     = toset(var.countries)
  project      = var.project
  service_name = "bank-kafka"
  topic_name   = "ledger.${each.value}"
  partitions   = 3
  replication  = 3
}

variable "countries" {
  type    = list(string)
  default = ["de", "fr", "es"]
}
