using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Confluent.Kafka;
using FluentAssertions;
using Testcontainers.Kafka;
using Xunit;

namespace Shop.Tests;

public class RoundTripTests : IAsyncLifetime
{
    private readonly KafkaContainer _kafka = new KafkaBuilder().WithImage("confluentinc/cp-kafka:7.6.1").Build();
    private readonly string _topic = "round-trip";

    public Task InitializeAsync() => _kafka.StartAsync();

    public Task DisposeAsync() => _kafka.DisposeAsync().AsTask();

    [Fact]
    public async Task Message_comes_back()
    {
        using var producer = new ProducerBuilder<string, string>(Config<ProducerConfig>()).Build();
        await producer.ProduceAsync(_topic, new Message<string, string> { Key = "k", Value = "v" });

        using var consumer = new ConsumerBuilder<string, string>(Config<ConsumerConfig>()).Build();
        consumer.Subscribe(_topic);
        var result = consumer.Consume(TimeSpan.FromSeconds(10));
        result.Topic.Should().Be("round-trip");
        result.Message.Value.Should().Be("v");
    }

    [Theory]
    [InlineData("inline-a")]
    [InlineData("inline-b")]
    public async Task Any_topic(string name)
    {
        await Send(name, "value");
        await Send("helper-topic", "value");
    }

    [Fact]
    public void Watermarks()
    {
        using var consumer = new ConsumerBuilder<string, string>(Config<ConsumerConfig>()).Build();
        var partitions = new List<TopicPartition>
        {
            new TopicPartition("round_trip_marks", 0),
            new("round_trip_marks", 1),
            new TopicPartition("__consumer_offsets", 0),
        };
        consumer.Assign(partitions);
    }

    private async Task Send(string topic, string value)
    {
        using var producer = new ProducerBuilder<Null, string>(Config<ProducerConfig>()).Build();
        await producer.ProduceAsync(topic, new Message<Null, string> { Value = value });
    }

    private T Config<T>() where T : ClientConfig, new() => new() { BootstrapServers = _kafka.GetBootstrapAddress() };
}
