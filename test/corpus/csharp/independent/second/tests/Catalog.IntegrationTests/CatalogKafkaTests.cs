using System;
using System.Threading.Tasks;
using Confluent.Kafka;
using FluentAssertions;
using Testcontainers.Kafka;
using Xunit;

namespace Catalog.IntegrationTests;

public sealed class CatalogKafkaTests : IAsyncLifetime
{
    private readonly KafkaContainer _kafka = new KafkaBuilder()
        .WithImage("confluentinc/cp-kafka:7.6.1")
        .Build();

    public Task InitializeAsync() => _kafka.StartAsync();

    public Task DisposeAsync() => _kafka.DisposeAsync().AsTask();

    [Fact]
    public async Task Published_item_can_be_read_back()
    {
        // Arrange
        const string topic = "catalog-items-it";
        var producerConfig = new ProducerConfig { BootstrapServers = _kafka.GetBootstrapAddress() };
        using var producer = new ProducerBuilder<string, string>(producerConfig).Build();

        // Act
        await producer.ProduceAsync(topic, new Message<string, string> { Key = "42", Value = "lamp" });
        using var consumer = CreateConsumer("catalog-tests");
        consumer.Subscribe(topic);
        var result = consumer.Consume(TimeSpan.FromSeconds(20));

        // Assert
        result.Should().NotBeNull();
        result.Message.Value.Should().Be("lamp");
    }

    [Fact]
    public async Task Partition_is_kept()
    {
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig { BootstrapServers = _kafka.GetBootstrapAddress() }).Build();

        var report = await producer.ProduceAsync(
            new TopicPartition("catalog-partitioned-it", new Partition(0)),
            new Message<Null, string> { Value = "x" });

        report.Partition.Value.Should().Be(0);
        report.Status.Should().Be(PersistenceStatus.Persisted);
    }

    private IConsumer<string, string> CreateConsumer(string group) =>
        new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = _kafka.GetBootstrapAddress(),
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).Build();
}
