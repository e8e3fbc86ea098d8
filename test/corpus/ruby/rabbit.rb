require 'bunny'
require_relative 'kafka/settings'

connection = Bunny.new.start
channel = connection.create_channel
exchange = channel.topic('orders', auto_delete: true)
producer = channel.queue('orders')
producer.publish('hello', routing_key: 'orders')
exchange.publish('hello', topic: 'orders')
consumer = Redis.new
consumer.subscribe('channel') { |on| on.message { |c, m| puts c, m } }
