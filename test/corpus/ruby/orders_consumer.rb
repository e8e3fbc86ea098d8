class OrdersConsumer < ApplicationConsumer
  SHIPPED = 'orders.shipped'.freeze

  def consume
    messages.each do |message|
      producer.produce_async(topic: SHIPPED, payload: message.raw_payload, key: 'order', headers: { 'topic' => 'no' })
      Karafka.producer.produce_sync(topic: retry_topic, payload: '')
      Karafka.producer.produce_many_async([{ topic: 'orders.a', payload: '1' }, { topic: 'orders.b', payload: '2' }])
    end
    Rails.logger.info(topic: 'logged')
  end

  private

  def retry_topic
    ENV.fetch('RETRY_TOPIC', 'orders.again')
  end
end
