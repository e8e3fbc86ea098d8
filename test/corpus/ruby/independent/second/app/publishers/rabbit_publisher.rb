require 'bunny'
require 'json'

class RabbitPublisher
  EXCHANGE = 'accounting'

  def initialize(url = ENV['AMQP_URL'])
    @connection = Bunny.new(url).start
    @channel = @connection.create_channel
    @exchange = @channel.topic(EXCHANGE, durable: true)
  end

  def publish(topic:, payload:)
    @exchange.publish(payload.to_json, routing_key: topic, persistent: true)
  end

  def subscribe
    queue = @channel.queue('accounting.mailer', durable: true)
    queue.bind(@exchange, routing_key: 'invoice.*')
    queue.subscribe(manual_ack: true) do |delivery, _props, body|
      yield JSON.parse(body)
      @channel.ack(delivery.delivery_tag)
    end
  end
end

publisher = RabbitPublisher.new
publisher.publish(topic: 'invoice.created', payload: { id: 7 })
