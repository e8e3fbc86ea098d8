resource "aws_ecs_task_definition" "matcher" {
  family                   = "matcher"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024

  container_definitions = jsonencode([
    {
      name  = "matcher"
      image = "${aws_ecr_repository.matcher.repository_url}:${var.image_tag}"
      portMappings = [{ containerPort = 8080 }]
      environment = [
        { name = "KAFKA_BROKERS", value = aws_msk_cluster.main.bootstrap_brokers_tls },
        { name = "KAFKA_TOPIC", value = "match-requests" },
        { name = "KAFKA_RESULT_TOPIC", value = "match-results" },
        { name = "KAFKA_GROUP_ID", value = "matcher" },
      ]
    }
  ])
}

resource "aws_msk_cluster" "main" {
  cluster_name           = "main"
  kafka_version          = "3.5.1"
  number_of_broker_nodes = 3
}
