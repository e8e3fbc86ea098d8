# frozen_string_literal: true

class ShipmentPublisher
  TOPIC = 'logistics.shipments'
  LABEL_TOPIC = ENV.fetch('LABEL_TOPIC', 'logistics.labels')

  class << self
    def created(shipment)
      Karafka.producer.produce_async(
        topic: TOPIC,
        key: shipment.tracking_number,
        payload: ShipmentSerializer.new(shipment).to_json,
        headers: { 'event' => 'created' }
      )
    end

    def labels(shipments)
      messages = shipments.map do |s|
        { topic: LABEL_TOPIC, key: s.tracking_number, payload: { url: s.label_url }.to_json }
      end
      Karafka.producer.produce_many_sync(messages)
    rescue WaterDrop::Errors::ProduceManyError => e
      Rails.logger.error("labels not sent: #{e.message}")
      raise
    end

    def archived(shipment)
      Karafka.producer.produce_sync(topic: 'logistics.archive', payload: shipment.id.to_s)
    end
  end
end
