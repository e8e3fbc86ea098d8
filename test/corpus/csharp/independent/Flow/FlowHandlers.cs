using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Confluent.Kafka;
using KafkaFlow;
using KafkaFlow.Serializer;
using Microsoft.Extensions.DependencyInjection;

namespace Acme.Flow;

public static class FlowSetup
{
    private static readonly Dictionary<string, string> Routes = new()
    {
        ["invoice"] = "invoice-created",
        ["refund"] = "refund_created",
    };

    public static void AddFlow(this IServiceCollection services) =>
        services.AddKafka(kafka => kafka
            .UseConsoleLog()
            .AddCluster(cluster => cluster
                .WithBrokers(new[] { "localhost:9092" })
                .CreateTopicIfNotExists("flow-sample", 1, 1)
                .AddProducer("flow-producer", producer => producer
                    .DefaultTopic("flow.output")
                    .AddMiddlewares(m => m.AddSerializer<JsonCoreSerializer>()))
                .AddConsumer(consumer => consumer
                    .Topic("FlowInput")
                    .WithGroupId("flow-group")
                    .WithBufferSize(100)
                    .WithWorkersCount(10))));

    public static Task Route(IProducer<string, string> producer, string kind, string id)
    {
        var message = new Message<string, string> { Key = id, Value = kind };
        return kind switch
        {
            "invoice" => producer.ProduceAsync(Routes["invoice"], message),
            "refund" => producer.ProduceAsync(Routes["refund"], message),
            _ => Publish(producer, "flow-unrouted", message),
        };
    }

    private static async Task Publish(IProducer<string, string> producer, string topic, Message<string, string> message)
    {
        var report = await producer.ProduceAsync(topic, message);
        Console.WriteLine($"to topic {report.Topic} at {report.Offset}");
    }

    public static void Seek(IConsumer<string, string> consumer)
    {
        var offsets = consumer.QueryWatermarkOffsets(new TopicPartition("flow-marks", 0), TimeSpan.FromSeconds(5));
        consumer.Seek(new TopicPartitionOffset(new TopicPartition("flow-marks", 0), offsets.Low));
        consumer.Subscribe(["flow-list-a", "flow-list-b"]);
    }
}
