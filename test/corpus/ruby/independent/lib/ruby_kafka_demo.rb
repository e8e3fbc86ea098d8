require "kafka"
require "logger"

$stdout.sync = true
logger = Logger.new($stdout)
brokers = ENV.fetch("KAFKA_BROKERS", "localhost:9092").split(",")

topic = "text"

kafka = Kafka.new(
  seed_brokers: brokers,
  client_id: "simple-producer",
  logger: logger,
)

kafka.create_topic("greetings_ruby", num_partitions: 3, replication_factor: 1)
kafka.deliver_message("Hello, World!", topic: "greetings_ruby")

producer = kafka.producer(required_acks: 1)

begin
  $stdin.each_with_index do |line, index|
    producer.produce(line, key: "line-#{index}", topic: topic)
    producer.deliver_messages
  end
ensure
  producer.deliver_messages
  producer.shutdown
end

async = kafka.async_producer(delivery_threshold: 100, delivery_interval: 10)
async.produce("hello from topic land", topic: "async-greetings", partition_key: "a")
async.shutdown

consumer = kafka.consumer(group_id: "my-consumer")
consumer.subscribe("texts.translated")
consumer.subscribe('texts_spoken', start_from_beginning: false)
consumer.subscribe(/^texts-.*/)
trap("TERM") { consumer.stop }

consumer.each_message do |message|
  puts "#{message.topic} #{message.offset}: #{message.value}"
end

kafka.each_message(topic: "one-off", start_from_beginning: true) do |message|
  puts message.key
end
