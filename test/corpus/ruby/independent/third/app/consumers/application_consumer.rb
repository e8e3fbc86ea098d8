# frozen_string_literal: true

class ApplicationConsumer < Karafka::BaseConsumer
  class UnknownEvent < StandardError; end

  class_attribute :handlers, default: {}

  def self.on(event, handler)
    self.handlers = handlers.merge(event => handler)
  end

  on 'created', CreateHandler
  on 'deleted', DeleteHandler

  def consume
    messages.each do |message|
      handler = handlers.fetch(message.headers['event']) { raise UnknownEvent, message.headers.inspect }
      handler.new.call(message.payload)
      mark_as_consumed(message)
    end
  end

  private

  def forward(message)
    producer.produce_async(
      topic: topic.settings[:forward_to],
      payload: message.raw_payload,
      key: message.key
    )
  end
end
