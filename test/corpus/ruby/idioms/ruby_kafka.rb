require 'kafka'
require 'json'

class EventPublisher
  DEFAULT_TOPIC = ENV.fetch('EVENTS_TOPIC') { 'events' }

  def initialize(kafka: Kafka.new(['localhost:9092'], client_id: 'app'))
    @kafka = kafka
    @producer = kafka.async_producer(delivery_interval: 5)
  end

  def publish(event, topic: DEFAULT_TOPIC)
    @producer.produce(event.to_json, topic: topic, partition_key: event[:id])
  end

  def track(event)
    publish(event, topic: 'tracking')
  end

  def consume
    consumer = @kafka.consumer(group_id: 'app')
    consumer.subscribe('commands')
    consumer.each_message(automatically_mark_as_processed: false) { |m| puts m.topic }
    @kafka.deliver_message('hi', topic: 'greetings')
    @kafka.create_topic('new-topic', num_partitions: 3)
    @kafka.each_message(topic: 'firehose') { |m| p m }
  end
end
