#!/usr/bin/env ruby
# frozen_string_literal: true

require 'bundler/setup'
require 'rdkafka'
require 'optparse'

options = { group: 'rd-worker', from: 'earliest' }
OptionParser.new do |o|
  o.banner = 'Usage: rdkafka_worker --topic NAME'
  o.on('--group GROUP') { |v| options[:group] = v }
end.parse!

config = Rdkafka::Config.new(
  'bootstrap.servers': 'localhost:9092',
  'group.id': options[:group],
  'auto.offset.reset': options[:from]
)

consumer = config.consumer
consumer.subscribe('ruby-test-topic', 'ruby_second_topic')

producer = config.producer
handles = 10.times.map do |i|
  producer.produce(
    topic: 'ruby.replies',
    payload: "Payload #{i}",
    key: "Key #{i}"
  )
end
handles.each(&:wait)

admin = config.admin
admin.create_topic('ruby created', 1, 1).wait
admin.delete_topic('ruby-obsolete').wait

consumer.each do |message|
  puts "Message received: #{message}"
  break if message.payload == 'stop-the-topic'
end

list = Rdkafka::Consumer::TopicPartitionList.new
list.add_topic('ruby-assigned', 0..2)
consumer.assign(list)
