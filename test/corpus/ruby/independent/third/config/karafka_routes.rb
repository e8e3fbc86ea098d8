# frozen_string_literal: true

class CinemaApp < Karafka::App
  setup do |config|
    config.client_id = 'cinema'
    config.kafka = { 'bootstrap.servers': ENV.fetch('KAFKA_BROKERS') }
    config.shutdown_timeout = 60_000
    config.max_messages = 200
  end

  routes.draw do
    defaults do
      config(partitions: 3, replication_factor: 2)
    end

    subscription_group 'box_office' do
      topic 'cinema.screenings' do
        consumer ScreeningsConsumer
        long_running_job true
      end
      topic(:cinema_seats) { consumer SeatsConsumer }
    end

    topic 'cinema.refunds' do
      consumer RefundsConsumer
      dead_letter_queue(
        topic: 'cinema.refunds.dead',
        max_retries: 3,
        independent: true
      )
    end
  end
end
