using Confluent.Kafka;
using Fulfilment.Consumers;
using Fulfilment.Contracts;
using MassTransit;

namespace Fulfilment;

public static class MessagingExtensions
{
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration cfg)
    {
        services.AddMassTransit(x =>
        {
            x.SetKebabCaseEndpointNameFormatter();
            x.UsingInMemory((context, bus) => bus.ConfigureEndpoints(context));

            x.AddRider(rider =>
            {
                rider.AddConsumer<PickListReadyConsumer>();
                rider.AddConsumersFromNamespaceContaining<ParcelPackedConsumer>();
                rider.AddProducer<string, ParcelPacked>("fulfilment.parcel-packed", (_, p) =>
                {
                    p.EnableIdempotence = true;
                    p.Linger = TimeSpan.FromMilliseconds(20);
                });
                rider.AddProducer<LabelPrinted>("fulfilment.label-printed");

                rider.UsingKafka((context, k) =>
                {
                    k.ClientId = "fulfilment";
                    k.Host(cfg.GetConnectionString("Kafka"), h =>
                    {
                        h.UseSasl(s =>
                        {
                            s.Mechanism = SaslMechanism.ScramSha256;
                            s.Username = cfg["Kafka:Username"];
                            s.Password = cfg["Kafka:Password"];
                        });
                    });

                    k.TopicEndpoint<string, PickListReady>("warehouse.picklist-ready", "fulfilment-group", e =>
                    {
                        e.AutoOffsetReset = AutoOffsetReset.Earliest;
                        e.ConcurrentMessageLimit = 16;
                        e.UseMessageRetry(r => r.Interval(3, 500));
                        e.ConfigureConsumer<PickListReadyConsumer>(context);
                    });

                    k.TopicEndpoint<ParcelPacked>(
                        "fulfilment.parcel-packed",
                        "fulfilment-self",
                        e => e.ConfigureConsumer<ParcelPackedConsumer>(context));
                });
            });
        });
        return services;
    }
}
