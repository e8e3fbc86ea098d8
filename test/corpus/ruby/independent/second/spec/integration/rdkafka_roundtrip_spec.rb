# frozen_string_literal: true

require 'spec_helper'
require 'rdkafka'

RSpec.describe 'rdkafka round trip', :kafka do
  let(:topic) { 'spec-roundtrip' }
  let(:config) { Rdkafka::Config.new('bootstrap.servers': 'localhost:9092', 'group.id': 'spec-group') }
  let(:admin) { config.admin }
  let(:producer) { config.producer }
  let(:consumer) { config.consumer }

  before do
    admin.create_topic(topic, 1, 1).wait(max_wait_timeout: 15)
    consumer.subscribe(topic)
  end

  after do
    admin.delete_topic(topic).wait
    [producer, consumer, admin].each(&:close)
  end

  it 'delivers with headers' do
    handle = producer.produce(topic: topic, payload: 'hello', key: 'k', headers: { 'a' => '1' })
    report = handle.wait(max_wait_timeout: 5)
    expect(report.offset).to be >= 0

    message = nil
    10.times { message ||= consumer.poll(500) }
    expect(message.payload).to eq('hello')
    expect(message.headers).to include('a' => '1')
  end
end
