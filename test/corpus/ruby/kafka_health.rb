class KafkaHealth
  GROUP = 'health-group'

  def initialize(logger: Logger.new($stdout), topic: 'unused')
    @logger = logger
    @client = Kafka.new(seed_brokers: ['localhost:9092'], client_id: 'health')
  end

  def call
    @logger.info('kafka', topic: 'health')
    @client.topics.include?('orders')
    { status: 'ok', topic: 'health' }
  end
end
