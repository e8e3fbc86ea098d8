# frozen_string_literal: true

require 'bunny'
require 'mqtt'
require 'redis'
require 'aws-sdk-sns'
require 'google/cloud/pubsub'

module Messaging
  class BunnyPublisher
    TOPIC = 'events.topic'

    def initialize
      @conn = Bunny.new.tap(&:start)
      @channel = @conn.create_channel
      @exchange = @channel.topic('events', durable: true)
    end

    def publish(payload)
      @exchange.publish(payload, routing_key: 'order.created')
      @channel.queue('orders').bind(@exchange, routing_key: 'order.#').subscribe do |_, _, body|
        puts body
      end
    end

    def mqtt
      MQTT::Client.connect('test.mosquitto.org') do |c|
        c.publish('test/topic', 'message')
        c.subscribe('test/#', 'other/topic')
      end
    end

    def redis
      Redis.new.subscribe('orders-channel') { |on| on.message { |ch, m| puts ch, m } }
      Redis.new.publish('orders-channel', 'hi')
    end

    def cloud
      Aws::SNS::Client.new.create_topic(name: 'orders-sns')
      Google::Cloud::Pubsub.new.topic('orders-pubsub').publish('x', topic: 'attribute')
      ActiveSupport::Notifications.subscribe('process_action.action_controller') { |e| e }
    end
  end
end
