# frozen_string_literal: true

require "racecar"
require "json"

class ImportConsumer < Racecar::Consumer
  subscribes_to "import_requests", start_from_beginning: true
  subscribes_to "import-retries", "importFixes"

  self.group_id = "import-group"
  self.max_wait_time = 5

  RESULT_TOPIC = "import.results".freeze

  def initialize(importer: Importer.new)
    @importer = importer
    @count = 0
  end

  def process(message)
    payload = JSON.parse(message.value)
    result = @importer.call(payload)
    produce(result.to_json, topic: RESULT_TOPIC, key: message.key)
    deliver!
  rescue Importer::Error => e
    produce(
      { error: e.message, topic: "imports" }.to_json,
      topic: "import_failures",
      key: message.key,
      headers: { reason: "import-failed" }
    )
    deliver!
  end

  def teardown
    logger.info "import topic closed after #{@count}"
  end

  def subscribes
    "not-a-topic"
  end
end
