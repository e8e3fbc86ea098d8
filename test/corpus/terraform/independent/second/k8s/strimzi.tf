resource "kubernetes_manifest" "topic_lab_results" {
  manifest = {
    apiVersion = "kafka.strimzi.io/v1beta2"
    kind       = "KafkaTopic"
    metadata = {
      name      = "lab-results"
      namespace = var.namespace
      labels = {
        "strimzi.io/cluster" = "clinic"
      }
    }
    spec = {
      partitions = 3
      replicas   = 3
    }
  }
}

resource "kubernetes_config_map" "lab" {
  metadata {
    name      = "lab-adapter"
    namespace = var.namespace
  }
  data = {
    KAFKA_BROKERS = "clinic-kafka-bootstrap:9092"
    KAFKA_TOPIC   = "lab-results"
    HL7_PORT      = "2575"
  }
}
