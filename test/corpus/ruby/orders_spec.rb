require 'spec_helper'

RSpec.describe WaterDrop::Producer do
  let(:topic) { 'spec.orders' }
  let(:name) { 'not a topic' }

  it 'produces' do
    described_class.new { |config| config.id = 'spec' }
    producer = WaterDrop::Producer.new
    producer.produce_sync(topic: topic, payload: name)
    producer.buffer(topic: 'spec.buffered', payload: name)
  end
end
