using System;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shop.Orders.Messaging;

/// <summary>Publishes orders, e.g. <c>ProduceAsync("doc-topic", message)</c>.</summary>
public sealed class OrderProducer : IOrderProducer, IDisposable
{
    private const string OrdersTopic = "OrdersPlaced";
    private static readonly string AuditTopic = Environment.GetEnvironmentVariable("AUDIT_TOPIC") ?? "orders-audit";

    private readonly IProducer<string, string> _producer;
    private readonly ILogger<OrderProducer> _logger;
    private readonly KafkaOptions _options;

    public OrderProducer(IOptions<KafkaOptions> options, ILogger<OrderProducer> logger)
    {
        _options = options.Value;
        _logger = logger;
        _producer = new ProducerBuilder<string, string>(new ProducerConfig
        {
            BootstrapServers = _options.BootstrapServers,
            ClientId = "order-producer",
            Acks = Acks.All,
        }).Build();
    }

    public async Task PublishAsync(Order order, CancellationToken ct)
    {
        try
        {
            var result = await _producer.ProduceAsync(OrdersTopic, new Message<string, string>
            {
                Key = order.Id,
                Value = JsonSerializer.Serialize(order),
                Headers = new Headers { { "event-type", Encoding.UTF8.GetBytes("order-placed") } },
            }, ct);
            _logger.LogInformation("Delivered to topic {Topic}", result.Topic);
        }
        catch (ProduceException<string, string> e)
        {
            _logger.LogError("Delivery to orders failed: {Reason}", e.Error.Reason);
            _producer.Produce("orders_failed", new Message<string, string> { Key = order.Id, Value = "failed" });
        }

        // await _producer.ProduceAsync("orders-legacy", null);
        await _producer.ProduceAsync(
            topic: AuditTopic,
            message: new Message<string, string> { Value = $"order {order.Id}" },
            cancellationToken: ct);
        _producer.Produce(new TopicPartition("shop.order.log.written.v1", new Partition(0)),
            new Message<string, string> { Value = "written" },
            report => _logger.LogDebug("{Status}", report.Status));
        await _producer.ProduceAsync(_options.BackupTopic, new Message<string, string>());
    }

    public void Dispose() => _producer.Dispose();
}
