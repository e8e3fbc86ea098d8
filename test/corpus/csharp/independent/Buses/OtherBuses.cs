using System;
using System.Text;
using System.Threading.Tasks;
using Amazon.SimpleNotificationService;
using Azure.Messaging.ServiceBus;
using Google.Cloud.PubSub.V1;
using MediatR;
using Microsoft.AspNetCore.SignalR;
using MQTTnet;
using MQTTnet.Client;
using NATS.Client.Core;
using RabbitMQ.Client;
using StackExchange.Redis;

namespace Acme.Buses;

public class OtherBuses
{
    private const string Topic = "devices/+/state";

    public async Task Mqtt(IMqttClient client)
    {
        await client.SubscribeAsync(Topic);
        var message = new MqttApplicationMessageBuilder().WithTopic("devices/hello").WithPayload("hi").Build();
        await client.PublishAsync(message);
    }

    public void Rabbit(IModel channel)
    {
        channel.ExchangeDeclare("device_topic", ExchangeType.Topic);
        channel.BasicPublish("device_topic", "device.created", null, Encoding.UTF8.GetBytes("x"));
    }

    public async Task Cloud(ServiceBusClient bus, IAmazonSimpleNotificationService sns, PublisherServiceApiClient pubsub)
    {
        await bus.CreateSender("device-topic").SendMessageAsync(new ServiceBusMessage("x"));
        await sns.CreateTopicAsync("device-sns");
        await pubsub.CreateTopicAsync(new TopicName("acme", "device-pubsub"));
    }

    public async Task Rest(IConnectionMultiplexer redis, INatsConnection nats, IHubContext<Hub> hub, IMediator mediator)
    {
        redis.GetSubscriber().Subscribe("device-channel", (_, v) => Console.WriteLine(v));
        await nats.PublishAsync("device.updates", "x");
        await hub.Clients.Group("device-group").SendAsync("device-updated", "x");
        await mediator.Publish("device");
    }

    public IDisposable Rx(IObservable<string> source) => source.Subscribe(x => Console.WriteLine("topic " + x));
}
