# frozen_string_literal: true

require 'rails_helper'

class TicketsConsumer < Racecar::Consumer
  subscribes_to 'cinema-tickets', 'cinema-vouchers'

  def process(message)
    ticket = JSON.parse(message.value)
    Ticket.create!(code: ticket['code'], seat: ticket['seat'])
    produce(ticket['code'], topic: 'cinema-print-jobs', key: ticket['seat'])
  end
end

RSpec.describe TicketsConsumer do
  subject(:consumer) { described_class.new }

  let(:message) { instance_double(Racecar::Message, value: { code: 'A1', seat: '7B' }.to_json) }

  before { allow(consumer).to receive(:produce) }

  it 'stores the ticket' do
    expect { consumer.process(message) }.to change(Ticket, :count).by(1)
  end

  it 'orders the print' do
    consumer.process(message)
    expect(consumer).to have_received(:produce).once
  end
end
