# frozen_string_literal: true

require 'kafka'
require 'avro_turf/messaging'
require 'active_support/notifications'

module KafkaSettings
  GROUP = 'rails-group'
  CLIENT = 'rails-client'

  module_function

  def client
    Kafka.new(
      seed_brokers: ENV.fetch('KAFKA_SEEDS').split(','),
      client_id: CLIENT,
      sasl_plain_username: 'rails',
      sasl_plain_password: ENV['KAFKA_PASSWORD'],
      ssl_ca_cert: File.read('config/kafka-ca.pem')
    )
  end

  def each(topics)
    consumer = client.consumer(group_id: GROUP, offset_commit_interval: 5)
    topics.each { |t| consumer.subscribe(t) }
    consumer.each_message { |m| yield m.topic, m.value }
  end

  def publish(topic, id)
    producer = client.producer(compression_codec: :snappy)
    avro = AvroTurf::Messaging.new(registry_url: 'http://registry:8081')
    data = avro.encode({ 'name' => 'customer' }, subject: 'customers-value', version: 1)
    producer.produce(data, topic: topic, key: "customer-#{id}", headers: { 'type' => 'customer-created' })
    producer.deliver_messages
  end

  ActiveSupport::Notifications.subscribe('produce_message.producer.kafka') do |*args|
    event = ActiveSupport::Notifications::Event.new(*args)
    Rails.logger.info("topic #{event.payload.fetch(:topic)} took #{event.duration}")
  end
end
