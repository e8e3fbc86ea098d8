# frozen_string_literal: true

namespace :kafka do
  desc 'Create the topics of the survey application'
  task create_topics: :environment do
    topics = %w[survey-answers survey-invitations survey-reminders]
    existing = Karafka::Admin.cluster_info.topics.map { |t| t[:topic_name] }
    topics.each do |name|
      next puts("#{name} exists") if existing.include?(name)

      Karafka::Admin.create_topic(name, 6, 3, 'retention.ms': 86_400_000)
      puts "#{name} created"
    end
  end

  desc 'Print the last answers'
  task peek: :environment do
    Karafka::Admin.read_topic('survey-answers', 0, 10).each do |message|
      puts [message.offset, message.raw_payload].join(' ')
    end
  end

  desc 'Remove what the load test left'
  task cleanup: :environment do
    Karafka::Admin.delete_topic('survey-loadtest')
  end
end
