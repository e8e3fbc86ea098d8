require 'kafka'
require 'json'
require 'logger'

# Old pipeline, still on ruby-kafka. Reads page views, writes session starts.
class PageviewPipe
  def initialize(brokers)
    @logger = Logger.new($stdout)
    @kafka = Kafka.new(brokers, client_id: 'pageview-pipe', logger: @logger)
    @sessions = {}
  end

  def run
    consumer = @kafka.consumer(group_id: 'pageview-pipe')
    consumer.subscribe('page_views', start_from_beginning: false)
    consumer.subscribe('page_views_mobile')
    producer = @kafka.async_producer(delivery_threshold: 100, delivery_interval: 5)

    trap('TERM') { consumer.stop }

    consumer.each_message(automatically_mark_as_processed: false) do |message|
      view = JSON.parse(message.value)
      unless @sessions.key?(view['session'])
        @sessions[view['session']] = Time.now
        producer.produce(view.to_json, key: view['session'], topic: 'session_starts')
      end
      consumer.mark_message_as_processed(message)
    end
  ensure
    producer&.shutdown
  end

  def announce(text)
    @kafka.deliver_message(text, topic: 'pipe_announcements', partition: 0)
  end
end

PageviewPipe.new(ENV['KAFKA_BROKERS'].split(',')).run if $PROGRAM_NAME == __FILE__
