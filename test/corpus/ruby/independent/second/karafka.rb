# frozen_string_literal: true

ENV['KARAFKA_ENV'] ||= ENV.fetch('RAILS_ENV', 'development')
require ::File.expand_path('config/environment', __dir__)

class KarafkaApp < Karafka::App
  setup do |config|
    config.kafka = {
      'bootstrap.servers': ENV.fetch('KAFKA_URL', '127.0.0.1:9092'),
      'statistics.interval.ms': 5_000
    }
    config.client_id = 'bookings_app'
    config.concurrency = 5
    config.consumer_persistence = !Rails.env.development?
  end

  Karafka.monitor.subscribe(Karafka::Instrumentation::LoggerListener.new)
  Karafka.producer.monitor.subscribe('error.occurred') do |event|
    Rails.logger.error(event[:error])
  end

  routes.draw do
    topic :booking_requests do
      config(partitions: 6, 'cleanup.policy': 'delete')
      consumer BookingRequestsConsumer
      dead_letter_queue(topic: 'booking_requests_dlq', max_retries: 2)
    end

    consumer_group 'availability' do
      topic 'room.availability' do
        consumer AvailabilityConsumer
        initial_offset 'latest'
      end

      topic 'room.prices' do
        consumer PricesConsumer
        deserializers(payload: AvroDeserializer.new)
        manual_offset_management true
      end
    end
  end
end
