using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using MediatR;
using Newtonsoft.Json;

namespace Loyalty
{
    internal static class Topics
    {
        public const string PointsEarned = "loyalty-points-earned";
        public const string PointsSpent = "loyalty-points-spent";
        public static readonly string TierChanged = "loyalty-tier-changed";
    }

    public class LoyaltyProjection
    {
        private readonly IMediator _mediator;
        private readonly IConsumer<Ignore, string> _consumer;
        private readonly IProducer<Null, string> _producer;

        public LoyaltyProjection(IMediator mediator, IConsumer<Ignore, string> consumer, IProducer<Null, string> producer)
        {
            _mediator = mediator;
            _consumer = consumer;
            _producer = producer;
        }

        public async Task RunAsync(CancellationToken token)
        {
            _consumer.Subscribe(new List<string> { Topics.PointsEarned, Topics.PointsSpent });

            while (!token.IsCancellationRequested)
            {
                var result = _consumer.Consume(token);
                switch (result.Topic)
                {
                    case Topics.PointsEarned:
                        await _mediator.Send(JsonConvert.DeserializeObject<AddPoints>(result.Message.Value), token);
                        break;
                    case Topics.PointsSpent:
                        await _mediator.Send(JsonConvert.DeserializeObject<RemovePoints>(result.Message.Value), token);
                        break;
                }

                var tier = await _mediator.Send(new GetTier(), token);
                if (tier.Changed)
                {
                    var json = JsonConvert.SerializeObject(tier);
                    await _producer.ProduceAsync(Topics.TierChanged, new Message<Null, string> { Value = json }, token);
                }
            }
        }
    }
}
