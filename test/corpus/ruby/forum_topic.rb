# A forum's topics, indexed through Kafka elsewhere.
class ForumTopic < ApplicationRecord
  belongs_to :topic
  validates :topic, presence: true

  def announce
    Publisher.publish(topic: 'welcome', body: 'Hello')
    topic 'welcome'
  end
end
