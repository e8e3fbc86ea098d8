using System.Collections.Generic;
using System.ComponentModel.DataAnnotations;
using System.Threading.Tasks;
using Confluent.Kafka;
using Confluent.SchemaRegistry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Acme.Common.Kafka;

public sealed class KafkaOptions
{
    public const string Section = "Kafka";

    [Required]
    public string BootstrapServers { get; init; } = "localhost:9092";

    public string GroupId { get; init; } = "default-group";

    public string ClientId { get; init; } = "default-client";

    public IReadOnlyList<string> Topics { get; init; } = new List<string>();
}

public static class KafkaFactory
{
    public static IConsumer<string, string> Consumer(IConfiguration configuration, ILogger logger)
    {
        var options = configuration.GetSection(KafkaOptions.Section).Get<KafkaOptions>()!;
        var config = new ConsumerConfig(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = options.BootstrapServers,
            ["group.id"] = options.GroupId,
            ["client.id"] = options.ClientId + "-consumer",
            ["partition.assignment.strategy"] = "cooperative-sticky",
        });
        var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe(options.Topics);
        logger.LogInformation("Subscribed to topics {Topics}", string.Join(",", options.Topics));
        return consumer;
    }

    public static Task Send(IProducer<string, string> producer, string topic, string id)
    {
        var message = new Message<string, string> { Key = "customer-" + id, Value = "customer-created" };
        message.Headers = new Headers { new Header("type", "customer-created"u8.ToArray()) };
        return producer.ProduceAsync(topic, message);
    }

    public static Task<int> Register(ISchemaRegistryClient registry) =>
        registry.RegisterSchemaAsync("customers-value", new Schema("{\"type\":\"string\"}", SchemaType.Avro));
}
