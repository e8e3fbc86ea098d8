locals {
  spec = yamldecode(file("${path.module}/topics-${var.env}.yaml"))
}

resource "kafka_topic" "all" {
  for_each           = { for t in local.spec.topics : t.name => t }
  name               = each.value.name
  partitions         = try(each.value.partitions, 3)
  replication_factor = 3
}

resource "kafka_acl" "group" {
  resource_name       = "settlement-consumers"
  resource_type       = "Group"
  acl_principal       = "User:settlement"
  acl_host            = "*"
  acl_operation       = "Read"
  acl_permission_type = "Allow"
}
