using System;
using System.Threading.Tasks;
using MassTransit;
using MassTransit.KafkaIntegration;
using Microsoft.Extensions.DependencyInjection;

namespace Insurance
{
    public interface ClaimFiled
    {
        Guid ClaimId { get; }
        decimal Amount { get; }
    }

    public class ClaimsBus
    {
        private const string ClaimsTopic = "claims.filed.v1";
        private const string TaskGroup = "claims-sagas";

        public static void Configure(IServiceCollection services)
        {
            services.AddMassTransit(x =>
            {
                x.UsingRabbitMq((ctx, cfg) =>
                {
                    cfg.Host("rabbitmq://localhost");
                    cfg.ReceiveEndpoint("claims-commands", e => e.ConfigureConsumers(ctx));
                });

                x.AddRider(r =>
                {
                    r.AddSagaStateMachine<ClaimStateMachine, ClaimState>().InMemoryRepository();
                    r.AddProducer<Guid, ClaimFiled>(ClaimsTopic, m => m.Message.ClaimId);

                    r.UsingKafka((ctx, k) =>
                    {
                        k.Host("localhost:9092");
                        k.TopicEndpoint<ClaimFiled>(ClaimsTopic, TaskGroup, e =>
                        {
                            e.CreateIfMissing(t =>
                            {
                                t.NumPartitions = 2;
                                t.ReplicationFactor = 1;
                            });
                            e.ConfigureSaga<ClaimState>(ctx);
                        });
                    });
                });
            });
        }

        private readonly ITopicProducer<Guid, ClaimFiled> _producer;

        public ClaimsBus(ITopicProducer<Guid, ClaimFiled> producer) => _producer = producer;

        public Task File(Guid id, decimal amount) => _producer.Produce(id, new { ClaimId = id, Amount = amount });
    }
}
