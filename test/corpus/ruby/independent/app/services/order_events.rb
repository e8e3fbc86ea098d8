# frozen_string_literal: true

require 'json'
require 'waterdrop'

class OrderEvents
  TOPIC = 'order_events'
  TOPICS = {
    shipped: 'order-shipped',
    cancelled: 'order-cancelled'
  }.freeze

  def initialize(producer: nil)
    @producer = producer || WaterDrop::Producer.new do |config|
      config.kafka = { 'bootstrap.servers': 'localhost:9092', 'client.id': 'orders' }
    end
  end

  def placed(order)
    @producer.produce_async(
      topic: TOPIC,
      payload: order.to_json,
      key: order.id.to_s,
      headers: { 'type' => 'order.placed' }
    )
  end

  def shipped(order)
    @producer.produce_sync(topic: TOPICS[:shipped], payload: { topic: 'books', id: order.id }.to_json)
  end

  def cancelled(order)
    @producer.produce_sync(payload: order.id.to_s, topic: TOPICS.fetch(:cancelled))
  end

  def bulk(orders)
    @producer.produce_many_async(
      orders.map { |o| { topic: 'orders.bulk', payload: o.to_json, partition_key: o.user_id.to_s } }
    )
    @producer.buffer(topic: "OrdersBuffered", payload: 'x')
    # @producer.produce_sync(topic: 'orders-legacy', payload: '')
    Karafka.producer.produce_async(
      topic: 'shop.order.log.bulk_written.v1',
      payload: orders.size.to_s
    )
  end

  def audit(order)
    topic = ENV.fetch('AUDIT_TOPIC', 'order-audit')
    @producer.produce_async(topic: topic, payload: order.id.to_s)
  end
end
