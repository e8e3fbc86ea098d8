resource "github_repository" "kafka_tools" {
  name        = "kafka-tools"
  description = "Kafka topic tooling"
  visibility  = "public"
  topics      = ["kafka", "terraform", "topic-management"]
}

resource "github_repository_topics" "x" {
  repository = github_repository.kafka_tools.name
  topics     = ["streaming", "java"]
}

resource "kafka_acl" "group" {
  resource_name       = "kafka-tools"
  resource_type       = "Group"
  acl_principal       = "User:Alice"
  acl_host            = "*"
  acl_operation       = "Read"
  acl_permission_type = "Allow"
}

output "topic" {
  value = "kafka"
}
