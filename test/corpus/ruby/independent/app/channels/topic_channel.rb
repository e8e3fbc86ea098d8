# frozen_string_literal: true

class TopicChannel < ApplicationCable::Channel
  KINDS = { sticky: 'sticky-topic', kafka: 'kafka-novels' }.freeze

  def subscribed
    topic = Topic.find_by(slug: params[:topic])
    stream_from "topic_#{topic.id}"
    stream_for topic
    ActionCable.server.broadcast('topics', { topic: 'opened' })
  end

  def post(data)
    topic = Topic.create!(topic: 'new-topic', body: data['text'])
    TopicMailer.with(topic: 'hello').created.deliver_later
    producer.produce(topic: 'movie-pitch', payload: 'script')
    Wisper.subscribe(TopicListener.new) { broadcast(:topic_created, topic: topic) }
  end

  def unsubscribed
    stop_all_streams
  end

  private

  # A film producer, in this forum about Kafka's novels.
  def producer
    @producer ||= FilmProducer.find_by(name: 'K.')
  end
end
