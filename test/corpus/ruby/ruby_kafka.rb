require 'kafka'

module Topics
  GREETINGS = 'greetings'
  UNUSED = 'unused'
  ALL = %i[one two].freeze
end

class Greeter
  attr_reader :audit

  def initialize(client: Kafka.new(['localhost:9092'], client_id: 'greeter'), audit: 'audit')
    @kafka = client
    @audit = audit
    @events = "#{PREFIX}.events"
    @known = "greeter.known"
  end

  def run
    @kafka.deliver_message('Hello', topic: Topics::GREETINGS, key: 'k', partition_key: 'greetings')
    producer = @kafka.async_producer(delivery_threshold: 100)
    producer.produce('hello', topic: audit)
    producer.produce('hello', topic: @events)
    producer.produce('hello', topic: @known)
    producer.deliver_messages
    consumer = @kafka.consumer(group_id: 'greeters')
    Topics::ALL.each { |topic| consumer.subscribe(topic) }
    consumer.subscribe(/greet.*/)
    consumer.subscribe('greetings.in', start_from_beginning: false)
    consumer.each_message { |message| puts message.topic }
    @kafka.each_message(topic: 'greetings.all') { |m| puts m.value }
    @kafka.create_topic('greetings.made', num_partitions: 3, config: { 'cleanup.policy' => 'compact' })
  end
end
