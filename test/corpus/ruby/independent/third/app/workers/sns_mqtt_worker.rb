# frozen_string_literal: true

require 'aws-sdk-sns'
require 'mqtt'
require 'redis'

class DoorWorker
  include Sidekiq::Worker
  sidekiq_options queue: 'doors'

  TOPIC = 'building/doors/open'

  def perform(door_id)
    MQTT::Client.connect(ENV['MQTT_URL']) do |client|
      client.publish(TOPIC, door_id.to_s, false, 1)
      client.subscribe('building/doors/state')
      topic, payload = client.get
      Sidekiq.logger.info("#{topic}: #{payload}")
    end
    sns = Aws::SNS::Resource.new
    topic = sns.create_topic(name: 'door-events')
    topic.publish(message: { topic: 'door-opened', id: door_id }.to_json)
    Redis.new.publish('doors', door_id)
  end
end
