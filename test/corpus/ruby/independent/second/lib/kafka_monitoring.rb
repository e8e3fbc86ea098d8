# frozen_string_literal: true

require 'karafka'
require 'datadog/statsd'

module KafkaMonitoring
  GROUPS = %w[webshop-inventory availability].freeze

  module_function

  def install(statsd: Datadog::Statsd.new('localhost', 8125))
    Karafka.monitor.subscribe('consumer.consumed') do |event|
      messages = event[:caller].messages
      tags = ["topic:#{messages.metadata.topic}", "group:#{event[:caller].topic.consumer_group.id}"]
      statsd.count('kafka.consumed', messages.count, tags: tags)
    end

    Karafka.monitor.subscribe('error.occurred') { |event| Sentry.capture_exception(event[:error]) }
  end

  def lag
    Karafka::Admin.read_lags_with_offsets.slice(*GROUPS)
  end

  def replay(topic, payload)
    Karafka.producer.produce_async(topic: topic, payload: payload)
  end
end
