# frozen_string_literal: true

module HelpDesk
  class TopicsController < ApplicationController
    TOPICS = %w[billing delivery returns].freeze

    before_action :authenticate_user!

    def index
      @topics = TOPICS.map { |topic| { topic: topic, count: Question.where(topic: topic).count } }
    end

    def subscribe
      topic = params.fetch(:topic, 'billing')
      current_user.subscriptions.find_or_create_by!(topic: topic)
      redirect_to topics_path, notice: t('.subscribed', topic: topic)
    end

    def search
      @results = Question.search(params[:q], where: { topic: 'returns' })
      render json: { topic: 'returns', results: @results }
    end
  end
end
