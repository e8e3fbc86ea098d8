#!/usr/bin/env ruby
# frozen_string_literal: true

require 'bundler/setup'
require 'rdkafka'
require 'json'
require 'maxmind/geoip2'

INPUT = ENV['INPUT_TOPIC'] || 'dns-queries'
OUTPUT = 'dns-queries-geo'

config = {
  'bootstrap.servers': ENV.fetch('BROKERS', 'localhost:9092'),
  'group.id': 'dns-enricher',
  'enable.partition.eof': false
}

geo = MaxMind::GeoIP2::Reader.new(database: '/usr/share/GeoIP/GeoLite2-City.mmdb')
producer = Rdkafka::Config.new(config.slice(:'bootstrap.servers')).producer
producer.delivery_callback = ->(report) { warn "partition #{report.partition}" if report.error }

consumer = Rdkafka::Config.new(config).consumer
consumer.subscribe(INPUT)

at_exit do
  consumer.close
  producer.close
end

consumer.each do |message|
  query = JSON.parse(message.payload)
  begin
    query['country'] = geo.city(query['client']).country.iso_code
    producer.produce(topic: OUTPUT, payload: query.to_json, key: query['client'])
  rescue MaxMind::GeoIP2::AddressNotFoundError
    producer.produce(
      topic: 'dns-queries-unknown',
      payload: message.payload,
      key: message.key
    ).wait
  end
end
