using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder(args);
var topic = builder.Configuration["Kafka:Topic"] ?? "minimal-api";

builder.Services.AddSingleton(_ =>
    new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = "localhost:9092" }).Build());

var app = builder.Build();

using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = "localhost:9092" }).Build())
{
    try
    {
        await admin.CreateTopicsAsync(new[]
        {
            new TopicSpecification { Name = topic, NumPartitions = 3, ReplicationFactor = 1 },
            new TopicSpecification
            {
                Name = "minimal_api_errors",
                NumPartitions = 1,
                Configs = new() { ["cleanup.policy"] = "compact" },
            },
        });
        await admin.DeleteTopicsAsync(new[] { "minimal-api-old" });
    }
    catch (CreateTopicsException e)
    {
        Console.WriteLine($"topic {e.Results[0].Topic}: {e.Results[0].Error.Reason}");
    }
}

app.MapPost("/events", async (IProducer<Null, string> producer, string body) =>
{
    await producer.ProduceAsync(topic, new Message<Null, string> { Value = body });
    return Results.Accepted("/events", new { topic = "events" });
});

app.MapPost("/errors", async (IProducer<Null, string> producer) =>
    await producer.ProduceAsync("minimal.api.faults", new Message<Null, string> { Value = """{"topic":"x"}""" }));

app.MapGet("/topics", () => new[] { "general", "random" });

app.Run();
