using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging;

public sealed class KafkaHealthCheck : IHealthCheck
{
    private readonly IProducer<Null, string> _producer;
    private readonly IConfiguration _configuration;

    public KafkaHealthCheck(IConfiguration configuration)
    {
        _configuration = configuration;
        _producer = new ProducerBuilder<Null, string>(new ProducerConfig
        {
            BootstrapServers = configuration.GetConnectionString("Kafka"),
            ClientId = "health-check",
            MessageTimeoutMs = 1500,
        }).Build();
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        var topic = _configuration["Kafka:HealthTopic"];
        if (string.IsNullOrWhiteSpace(topic))
            return HealthCheckResult.Degraded("no topic configured");

        try
        {
            var result = await _producer.ProduceAsync(topic, new Message<Null, string> { Value = "ping" }, ct);
            return result.Status == PersistenceStatus.NotPersisted
                ? HealthCheckResult.Unhealthy("message was not persisted")
                : HealthCheckResult.Healthy("kafka");
        }
        catch (KafkaException ex)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, ex.Error.Reason, ex);
        }
    }
}
