# frozen_string_literal: true

class KarafkaApp < Karafka::App
  DLQ = 'orders.dead'

  setup do |config|
    config.kafka = { 'bootstrap.servers': '127.0.0.1:9092', 'client.id': 'shop' }
    config.client_id = 'shop'
    config.group_id = 'shop_group'
  end

  Karafka.monitor.subscribe('error.occurred') { |event| puts event }

  routes.draw do
    # topic :commented
    topic :orders do
      consumer OrdersConsumer
      dead_letter_queue(topic: DLQ, max_retries: 3)
    end

    consumer_group 'payments_group' do
      topic 'payments.received' do
        consumer PaymentsConsumer
        config(partitions: 2)
      end
      topic(:refunds) { consumer RefundsConsumer }
    end

    pattern(:invoices, /invoices.*/) { consumer InvoicesConsumer }
    active_job_topic :default_jobs
    %w[alpha beta].each do |name|
      topic name do
        consumer AnyConsumer
      end
    end
  end
end
