require 'rdkafka'

config = Rdkafka::Config.new('bootstrap.servers' => 'localhost:9092', 'group.id' => 'job')
producer = config.producer
target = ENV['TARGET_TOPIC'] || 'job.target'
producer.produce(topic: target, payload: 'x', key: 'Key 1').wait
config.consumer.subscribe('job.in', 'job.more')
admin = config.admin
admin.create_topic('job.made', 1, 1)
list = Rdkafka::Consumer::TopicPartitionList.new.tap { |tpl| tpl.add_topic('job.listed', 1) }
region = 'eu'
producer.produce(topic: "job.#{region}.done", payload: 'y')
producer.produce(topic: format('job.%s.formatted', region), payload: 'y')
producer.produce(topic: "job.#{ARGV[0]}", payload: 'y')
