# frozen_string_literal: true

ENV['KARAFKA_ENV'] ||= 'development'
require ::File.expand_path('config/environment', __dir__)
require 'karafka'

# Application boot file
#
#   topic :commented_topic do
#     consumer NoConsumer
#   end
class KarafkaApp < Karafka::App
  setup do |config|
    config.kafka = { 'bootstrap.servers': ENV.fetch('KAFKA_URL', '127.0.0.1:9092') }
    config.client_id = 'ruby_app'
    config.group_id = 'ruby_app_group'
    config.consumer_persistence = !Rails.env.development?
  end

  Karafka.monitor.subscribe(Karafka::Instrumentation::LoggerListener.new)
  Karafka.monitor.subscribe('error.occurred') do |event|
    Rails.logger.error("karafka: #{event[:error]}")
  end
  Karafka.producer.monitor.subscribe('message.acquired') { |e| e }

  routes.draw do
    topic :visits_started do
      config(partitions: 6, 'cleanup.policy': 'compact')
      consumer VisitsStartedConsumer
    end

    topic 'visits-finished' do
      consumer VisitsFinishedConsumer
      dead_letter_queue(topic: 'visits-finished-dlt', max_retries: 2)
    end

    consumer_group :batched_group do
      topic "users.merged" do
        consumer UsersMergedConsumer
        max_messages 500
      end
      topic(:userRemoved) { consumer UserRemovedConsumer }
    end

    subscription_group 'pings' do
      topic :ping do
        consumer Pong::PingConsumer
      end

      pattern(/tenant-.*/) do
        consumer TenantConsumer
      end
    end
  end
end
