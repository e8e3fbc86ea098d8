using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Integration;

public class ServiceBusTopicSender(ServiceBusClient client, ServiceBusAdministrationClient admin)
{
    private const string TopicName = "customer-events";
    private const string SubscriptionName = "crm";

    private readonly ServiceBusSender _sender = client.CreateSender(TopicName);

    public async Task EnsureAsync(CancellationToken ct)
    {
        if (!await admin.TopicExistsAsync(TopicName, ct))
        {
            await admin.CreateTopicAsync(new CreateTopicOptions("customer-events") { EnablePartitioning = true }, ct);
        }

        if (!await admin.SubscriptionExistsAsync(TopicName, SubscriptionName, ct))
        {
            await admin.CreateSubscriptionAsync(TopicName, SubscriptionName, ct);
        }
    }

    public Task SendAsync<T>(T payload, CancellationToken ct)
    {
        var message = new ServiceBusMessage(JsonSerializer.SerializeToUtf8Bytes(payload))
        {
            Subject = typeof(T).Name,
            ApplicationProperties = { ["topic"] = "crm.updates" },
        };
        return _sender.SendMessageAsync(message, ct);
    }

    public ServiceBusProcessor Processor() =>
        client.CreateProcessor(TopicName, SubscriptionName, new ServiceBusProcessorOptions { MaxConcurrentCalls = 4 });
}
