resource "aws_lambda_function" "indexer" {
  function_name = "product-indexer"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  role          = aws_iam_role.indexer.arn
  filename      = "indexer.zip"
}

resource "aws_lambda_event_source_mapping" "msk" {
  event_source_arn  = var.msk_arn
  function_name     = aws_lambda_function.indexer.arn
  topics            = ["product-updates"]
  starting_position = "TRIM_HORIZON"
  batch_size        = 200

  amazon_managed_kafka_event_source_config {
    consumer_group_id = "product-indexer"
  }
}
