using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BuildingBlocks;

public class KafkaOptions
{
    public const string Section = "Kafka";

    public string BootstrapServers { get; set; } = "localhost:9092";
    public string GroupId { get; set; } = "default-group";
    public string Topic { get; set; } = string.Empty;
    public SecurityProtocol Protocol { get; set; } = SecurityProtocol.Plaintext;
}

public abstract class KafkaConsumerBase<TKey, TValue> : BackgroundService
{
    private readonly KafkaOptions _options;
    protected readonly ILogger Logger;

    protected KafkaConsumerBase(IOptions<KafkaOptions> options, ILogger logger)
    {
        _options = options.Value;
        Logger = logger;
    }

    protected abstract Task HandleAsync(TKey key, TValue value, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await Task.Yield();
        var config = new ConsumerConfig
        {
            BootstrapServers = _options.BootstrapServers,
            GroupId = _options.GroupId,
            SecurityProtocol = _options.Protocol,
            ClientId = "building-blocks",
        };
        using var consumer = new ConsumerBuilder<TKey, TValue>(config).Build();
        consumer.Subscribe(_options.Topic);
        Logger.LogInformation("Listening on topic {Topic}", _options.Topic);

        while (!ct.IsCancellationRequested)
        {
            try
            {
                var result = consumer.Consume(ct);
                await HandleAsync(result.Message.Key, result.Message.Value, ct);
            }
            catch (ConsumeException ex)
            {
                Logger.LogError(ex, "Consume error: {Reason}", ex.Error.Reason);
            }
        }
    }
}
