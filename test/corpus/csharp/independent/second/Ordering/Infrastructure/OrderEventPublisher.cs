using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Ordering.Domain;

namespace Ordering.Infrastructure;

public sealed class OrderEventPublisher : IOrderEventPublisher, IDisposable
{
    private const string PlacedTopic = "ordering.order-placed";
    private const string CancelledTopic = "ordering.order-cancelled";
    private const string SourceHeader = "x-source";

    private readonly IProducer<string, byte[]> _producer;
    private readonly ILogger<OrderEventPublisher> _logger;

    public OrderEventPublisher(IProducer<string, byte[]> producer, ILogger<OrderEventPublisher> logger)
    {
        _producer = producer ?? throw new ArgumentNullException(nameof(producer));
        _logger = logger;
    }

    public async Task PublishPlacedAsync(OrderPlaced e, CancellationToken ct = default)
    {
        var message = new Message<string, byte[]>
        {
            Key = e.OrderId.ToString("N"),
            Value = JsonSerializer.SerializeToUtf8Bytes(e),
            Headers = new Headers { { SourceHeader, "ordering"u8.ToArray() } },
        };

        try
        {
            var result = await _producer.ProduceAsync(PlacedTopic, message, ct).ConfigureAwait(false);
            _logger.LogDebug("Order {OrderId} stored at {Offset}", e.OrderId, result.TopicPartitionOffset);
        }
        catch (ProduceException<string, byte[]> ex) when (ex.Error.IsFatal)
        {
            _logger.LogCritical(ex, "Producer is dead: {Reason}", ex.Error.Reason);
            throw;
        }
    }

    public void PublishCancelled(Guid orderId, string reason)
    {
        _producer.Produce(
            CancelledTopic,
            new Message<string, byte[]>
            {
                Key = orderId.ToString("N"),
                Value = JsonSerializer.SerializeToUtf8Bytes(new { orderId, reason }),
            },
            report =>
            {
                if (report.Error.IsError)
                    _logger.LogError("Delivery of {Key} failed: {Reason}", report.Message.Key, report.Error.Reason);
            });
    }

    public void Dispose()
    {
        _producer.Flush(TimeSpan.FromSeconds(10));
        _producer.Dispose();
    }
}
