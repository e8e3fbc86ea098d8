using System.Threading;
using System.Threading.Tasks;
using Accounts.Application;
using Confluent.Kafka;
using Moq;
using NUnit.Framework;

namespace Accounts.UnitTests
{
    [TestFixture]
    public class EmailChangedHandlerTests
    {
        private Mock<IProducer<string, string>> _producer;
        private EmailChangedHandler _sut;

        [SetUp]
        public void SetUp()
        {
            _producer = new Mock<IProducer<string, string>>(MockBehavior.Strict);
            _producer
                .Setup(p => p.ProduceAsync("accounts-email-changed", It.IsAny<Message<string, string>>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync(new DeliveryResult<string, string> { Status = PersistenceStatus.Persisted });
            _sut = new EmailChangedHandler(_producer.Object);
        }

        [Test]
        public async Task Publishes_lower_case_address()
        {
            await _sut.Handle(new ChangeEmail("u-1", "Jane@Example.org"), CancellationToken.None);

            _producer.Verify(
                p => p.ProduceAsync(
                    "accounts-email-changed",
                    It.Is<Message<string, string>>(m => m.Value.Contains("jane@example.org")),
                    It.IsAny<CancellationToken>()),
                Times.Once);
        }

        [Test]
        public void Rejects_empty_address()
        {
            Assert.ThrowsAsync<DomainException>(() => _sut.Handle(new ChangeEmail("u-1", ""), CancellationToken.None));
            _producer.Verify(
                p => p.ProduceAsync(It.IsAny<string>(), It.IsAny<Message<string, string>>(), It.IsAny<CancellationToken>()),
                Times.Never);
        }
    }
}
