# frozen_string_literal: true

# Publishes every committed change of a record. Bundler requires karafka,
# so that this file needs no require of its own.
module PublishesChanges
  extend ActiveSupport::Concern

  CHANGES_TOPIC = 'record-changes'

  included do
    after_commit :publish_change
    after_destroy_commit { publish_tombstone('record_tombstones', id.to_s) }

    scope :for_topic, ->(topic) { where(topic: topic) }
  end

  class_methods do
    def republish(topic: 'record.republished')
      find_each { |r| ::Karafka.producer.produce_sync(topic: topic, payload: r.to_json, key: r.id.to_s) }
    end
  end

  private

  def publish_change
    ::Karafka.producer.produce_async(
      topic: CHANGES_TOPIC,
      key: id.to_s,
      payload: { model: self.class.name, topic: 'changes' }.to_json,
      headers: { 'kind' => 'record-changed' }
    )
  rescue WaterDrop::Errors::ProduceError => e
    Rails.logger.error("topic record-changes: #{e.message}")
  end

  def publish_tombstone(topic, key)
    ::Karafka.producer.produce_sync(topic: topic, key: key, payload: nil)
  end
end
