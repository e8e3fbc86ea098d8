# frozen_string_literal: true

class Topic < ApplicationRecord
  DEFAULT = 'general'

  belongs_to :category
  has_many :posts, dependent: :destroy
  has_many :subscriptions, as: :subject

  scope :pinned, -> { where(pinned: true) }
  scope :recent, -> { order(updated_at: :desc).limit(20) }

  validates :topic, presence: true, uniqueness: true

  after_create_commit { broadcast_prepend_to 'topics' }

  def self.default
    find_or_create_by!(topic: DEFAULT) { |t| t.title = 'General' }
  end

  def subscribe(user, topic: 'announcements')
    subscriptions.create!(user: user, topic: topic)
    ActionCable.server.broadcast("topic_#{id}", { topic: topic, user: user.id })
  end
end
