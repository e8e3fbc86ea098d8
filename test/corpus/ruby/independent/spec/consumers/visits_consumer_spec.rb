# frozen_string_literal: true

require 'rails_helper'
require 'karafka/testing/rspec/helpers'

RSpec.describe VisitsConsumer do
  include Karafka::Testing::RSpec::Helpers

  subject(:consumer) { karafka.consumer_for('visits_started') }

  let(:payload) { { 'id' => 'v-1', 'topic' => 'homepage' } }

  before do
    karafka.produce(payload.to_json, key: 'v-1')
    allow(Karafka.logger).to receive(:info)
  end

  it 'logs the visit' do
    expect(Karafka.logger).to receive(:info).with('visit v-1')
    consumer.consume
  end

  it 'produces a follow-up' do
    consumer.consume
    message = karafka.produced_messages.last
    expect(message[:topic]).to eq('visits-counted')
    expect(message[:payload]).to include('v-1')
  end

  context 'when the producer is used directly' do
    it 'accepts a topic' do
      Karafka.producer.produce_sync(topic: 'visits_manual', payload: '1')
      expect(karafka.produced_messages.size).to eq(2)
    end
  end

  it 'ignores the dead letters' do
    Karafka.producer.produce_sync(topic: 'visits_started-dlt', payload: '1')
  end
end
