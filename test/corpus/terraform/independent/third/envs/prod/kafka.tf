module "kafka" {
  source  = "../../modules/kafka"
  brokers = data.terraform_remote_state.network.outputs.brokers
}

resource "kafka_topic" "simple" {
  for_each = toset([
    "meals.ordered",
    "meals.cooked",
    "meals.delivered",
  ])

  name               = each.value
  partitions         = 3
  replication_factor = 3
}

resource "kafka_quota" "kitchen" {
  entity_name = "kitchen"
  entity_type = "client-id"
  config = {
    "consumer_byte_rate" = "5000000"
  }
}
