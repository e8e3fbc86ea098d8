using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shop.Workers;

public static class KafkaTopics
{
    public const string Orders = "shop.orders";
    public const string Payments = "shop.payments";
    public static readonly string[] All = [Orders, Payments, "shop.returns"];
}

public sealed class KafkaOptions
{
    public string BootstrapServers { get; set; } = "localhost:9092";
    public string Topic { get; init; } = "shop.default";
    public string GroupId { get; set; } = "shop";
}

public class Worker(ILogger<Worker> logger, IOptions<KafkaOptions> options, IProducer<string, string> producer) : BackgroundService
{
    private readonly KafkaOptions _options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var config = new ConsumerConfig { BootstrapServers = _options.BootstrapServers, GroupId = _options.GroupId };
        using var consumer = new ConsumerBuilder<Ignore, string>(config).SetErrorHandler((_, e) => logger.LogError(e.Reason)).Build();
        consumer.Subscribe(new List<string> { KafkaTopics.Orders, KafkaTopics.Payments });
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            var target = result.Topic switch
            {
                KafkaTopics.Orders => "shop.orders.processed",
                KafkaTopics.Payments => "shop.payments.processed",
                _ => _options.Topic,
            };
            await producer.ProduceAsync(target, new Message<string, string> { Key = result.Message.Key?.ToString() ?? "", Value = result.Message.Value });
            producer.Produce(new TopicPartition("shop.audit", Partition.Any), new Message<string, string> { Value = "x" }, r => { });
        }
        consumer.Close();
    }

    public static async Task EnsureTopics(string servers)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync(KafkaTopics.All.Select(t => new TopicSpecification { Name = t, NumPartitions = 3, ReplicationFactor = 1 }));
        await admin.DeleteTopicsAsync(new[] { "shop.legacy" });
    }
}
