using KafkaFlow;
using KafkaFlow.Serializer;
using Microsoft.Extensions.DependencyInjection;
using Reservations.Handlers;

namespace Reservations;

internal static class KafkaFlowSetup
{
    private const string ProducerName = "reservation-events";

    public static IServiceCollection AddReservationsKafka(this IServiceCollection services, string[] brokers) =>
        services.AddKafkaFlowHostedService(kafka => kafka
            .UseMicrosoftLog()
            .AddCluster(cluster => cluster
                .WithBrokers(brokers)
                .CreateTopicIfNotExists("reservation-requests", 6, 1)
                .AddProducer(
                    ProducerName,
                    producer => producer
                        .DefaultTopic("reservation-confirmed")
                        .WithAcks(Acks.All)
                        .AddMiddlewares(m => m.AddSerializer<JsonCoreSerializer>()))
                .AddConsumer(consumer => consumer
                    .Topic("reservation-requests")
                    .WithGroupId("reservations")
                    .WithName("requests-consumer")
                    .WithBufferSize(100)
                    .WithWorkersCount(4)
                    .WithAutoOffsetReset(AutoOffsetReset.Earliest)
                    .AddMiddlewares(m => m
                        .AddDeserializer<JsonCoreDeserializer>()
                        .AddTypedHandlers(h => h
                            .WithHandlerLifetime(InstanceLifetime.Scoped)
                            .AddHandler<ReservationRequestedHandler>())))
                .AddConsumer(consumer => consumer
                    .Topics("guest-checkins", "guest-checkouts")
                    .WithGroupId("reservations-guests")
                    .WithBufferSize(20)
                    .WithWorkersCount(1)
                    .AddMiddlewares(m => m.AddTypedHandlers(h => h.AddHandler<GuestHandler>())))));
}
