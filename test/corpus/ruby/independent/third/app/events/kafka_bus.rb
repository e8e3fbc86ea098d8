# frozen_string_literal: true

require 'waterdrop'
require 'connection_pool'

module KafkaBus
  TOPICS = {
    patient_registered: 'clinic.patient-registered',
    appointment_made: 'clinic.appointment-made',
    appointment_cancelled: 'clinic.appointment-cancelled'
  }.freeze

  POOL = ConnectionPool.new(size: 3, timeout: 5) do
    WaterDrop::Producer.new do |config|
      config.deliver = !Rails.env.test?
      config.kafka = {
        'bootstrap.servers': ENV.fetch('KAFKA_BOOTSTRAP'),
        'request.required.acks': 'all',
        'client.id': 'clinic-web'
      }
    end
  end

  def self.publish(event, key, data)
    topic = TOPICS.fetch(event)
    POOL.with do |producer|
      producer.produce_sync(topic: topic, key: key.to_s, payload: data.merge(at: Time.now.utc).to_json)
    end
  end

  def self.close
    POOL.shutdown(&:close)
  end
end
