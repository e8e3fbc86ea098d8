require 'racecar'

class ClicksConsumer < Racecar::Consumer
  subscribes_to 'clicks', 'views', start_from_beginning: false
  self.group_id = 'clicks-group'

  def process(message)
    produce(message.value, topic: 'clicks.out', key: 'k')
    DeliveryBoy.deliver(message.value, topic: 'clicks.delivered')
  end
end
