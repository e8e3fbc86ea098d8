using Confluent.Kafka;
using Confluent.Kafka.SyncOverAsync;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;

namespace Pricing.Worker;

public class PriceFeedConsumer : BackgroundService
{
    private readonly ILogger<PriceFeedConsumer> _log;
    private readonly IServiceScopeFactory _scopes;
    private readonly ISchemaRegistryClient _registry;
    private readonly ConsumerConfig _config;

    public PriceFeedConsumer(
        ILogger<PriceFeedConsumer> log,
        IServiceScopeFactory scopes,
        ISchemaRegistryClient registry,
        IConfiguration configuration)
    {
        _log = log;
        _scopes = scopes;
        _registry = registry;
        _config = new ConsumerConfig
        {
            BootstrapServers = configuration["Kafka:BootstrapServers"],
            GroupId = "pricing-worker",
            ClientId = Environment.MachineName,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        };
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Loop(stoppingToken), TaskCreationOptions.LongRunning);

    private void Loop(CancellationToken ct)
    {
        using var consumer = new ConsumerBuilder<string, PriceChanged>(_config)
            .SetValueDeserializer(new AvroDeserializer<PriceChanged>(_registry).AsSyncOverAsync())
            .SetErrorHandler((_, e) => _log.LogWarning("Kafka: {Reason}", e.Reason))
            .Build();

        consumer.Subscribe(new[] { "supplier-prices", "campaign-prices" });

        try
        {
            while (!ct.IsCancellationRequested)
            {
                var cr = consumer.Consume(ct);
                using var scope = _scopes.CreateScope();
                scope.ServiceProvider.GetRequiredService<IPriceBook>().Apply(cr.Topic, cr.Message.Value);
                consumer.Commit(cr);
            }
        }
        catch (OperationCanceledException)
        {
            _log.LogInformation("Stopping");
        }
        finally
        {
            consumer.Close();
        }
    }
}
