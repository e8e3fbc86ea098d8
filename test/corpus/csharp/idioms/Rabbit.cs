using RabbitMQ.Client;
using Azure.Messaging.ServiceBus;
using StackExchange.Redis;
public class Bridge {
  public void Run(IModel channel, ServiceBusClient sb, ISubscriber sub) {
    channel.BasicPublish("exchange", "routing", null, body: new byte[0]);
    var sender = sb.CreateSender("topic-a");
    sub.Subscribe("chan", (c, v) => { });
    var topic = "kafka-lookalike";
  }
}
