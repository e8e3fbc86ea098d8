using Confluent.Kafka;
using Moq;
using Xunit;

public class ProducerTests
{
    private const string Topic = "fleet-positions";
    private readonly Mock<IProducer<Null, string>> _producer = new();

    [Theory]
    [InlineData("fleet-a")]
    [InlineData("fleet-b")]
    public async Task Sends(string topic)
    {
        var sut = new PositionPublisher(_producer.Object, topic);
        await sut.PublishAsync("x");
        _producer.Verify(p => p.ProduceAsync(Topic, It.IsAny<Message<Null, string>>(), It.IsAny<CancellationToken>()), Times.Once);
        _producer.Setup(p => p.ProduceAsync("fleet-errors", It.IsAny<Message<Null, string>>(), default)).ReturnsAsync(new DeliveryResult<Null, string>());
        var result = new ConsumeResult<Null, string> { Topic = "fleet-replay", Message = new Message<Null, string> { Value = "v" } };
        Assert.Equal("fleet-replay", result.Topic);
    }
}
