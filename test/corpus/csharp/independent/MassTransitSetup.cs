using System;
using Confluent.Kafka;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Library.Messaging;

public record BookLent(string Isbn);
public record BookReturned(string Isbn);

public static class MassTransitSetup
{
    private const string GroupId = "library-group";

    public static IServiceCollection AddBus(this IServiceCollection services)
    {
        services.AddMassTransit(x =>
        {
            x.UsingInMemory((context, cfg) =>
            {
                cfg.ReceiveEndpoint("library-queue", e => e.UseMessageRetry(r => r.Immediate(3)));
            });

            x.AddRider(rider =>
            {
                rider.AddConsumer<BookLentConsumer>();
                rider.AddProducer<BookReturned>("book-returned");
                rider.AddProducer<string, BookLent>("library.BookLent");

                rider.UsingKafka((context, k) =>
                {
                    k.Host("localhost:9092");
                    k.ClientId = "library";

                    k.TopicEndpoint<BookLent>("book_lent", GroupId, e =>
                    {
                        e.AutoOffsetReset = AutoOffsetReset.Earliest;
                        e.ConfigureConsumer<BookLentConsumer>(context);
                    });

                    k.TopicEndpoint<Null, BookReturned>(
                        "book-returns",
                        "library-returns",
                        e => e.CreateIfMissing(t => t.NumPartitions = 2));
                });
            });
        });
        return services;
    }
}

public class BookLentConsumer : IConsumer<BookLent>
{
    public System.Threading.Tasks.Task Consume(ConsumeContext<BookLent> context)
    {
        Console.WriteLine("lent {0} from topic book_lent", context.Message.Isbn);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
