using JasperFx.Core;
using Oakton;
using Shipping.Messages;
using Wolverine;
using Wolverine.Kafka;

return await Host.CreateDefaultBuilder(args)
    .UseWolverine((context, opts) =>
    {
        opts.ServiceName = "shipping";

        opts.UseKafka(context.Configuration.GetConnectionString("kafka")!)
            .ConfigureConsumers(consumer =>
            {
                consumer.GroupId = "shipping-consumers";
                consumer.StatisticsIntervalMs = 1000;
            })
            .ConfigureProducers(producer => producer.BatchSize = 200)
            .AutoProvision();

        opts.PublishMessage<RouteCalculated>()
            .ToKafkaTopic("routes-calculated");

        opts.ListenToKafkaTopic("route-requests")
            .ProcessInline()
            .ConfigureConsumer(config => config.GroupId = "route-planner");

        opts.ListenToKafkaTopic("traffic-incidents").BufferedInMemory();

        opts.Policies.UseDurableOutboxOnAllSendingEndpoints();
        opts.Policies.OnException<TimeoutException>().RetryWithCooldown(50.Milliseconds(), 250.Milliseconds());

        // a queue inside the process, has nothing to do with Kafka
        opts.LocalQueue("geocoding").Sequential();
    })
    .RunOaktonCommands(args);
