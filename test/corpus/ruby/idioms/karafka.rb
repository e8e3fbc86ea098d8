# frozen_string_literal: true

class KarafkaApp < Karafka::App
  setup do |config|
    config.kafka = { 'bootstrap.servers': ENV.fetch('KAFKA_HOSTS', '127.0.0.1:9092') }
    config.client_id = 'shop'
  end

  TOPICS = %w[orders.created orders.cancelled].freeze

  routes.draw do
    TOPICS.each do |name|
      topic name do
        consumer OrdersConsumer
      end
    end
    topic :payments do
      config(partitions: 6)
      consumer PaymentsConsumer
      dead_letter_queue(topic: 'payments_dlq', max_retries: 2)
    end
    consumer_group :analytics do
      topic 'page.views' do
        consumer ViewsConsumer
      end
    end
  end
end

class OrdersConsumer < ApplicationConsumer
  TARGET = 'orders.enriched'

  def consume
    messages.each do |message|
      producer.produce_async(topic: TARGET, payload: message.raw_payload)
    end
    Karafka.producer.produce_many_sync([{ topic: 'orders.audit', payload: 'x' }])
    mark_as_consumed(messages.last)
  end
end
