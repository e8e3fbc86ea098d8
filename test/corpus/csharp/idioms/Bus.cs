using MassTransit;
using Confluent.Kafka;

var builder = WebApplication.CreateBuilder(args);
var topic = builder.Configuration["Kafka:Topic"] ?? "clinic.appointments";
builder.Services.AddMassTransit(x =>
{
    x.UsingInMemory();
    x.AddRider(rider =>
    {
        rider.AddConsumer<AppointmentConsumer>();
        rider.AddProducer<string, AppointmentBooked>("clinic.booked");
        rider.AddProducer<AppointmentCancelled>(nameof(AppointmentCancelled));
        rider.UsingKafka((context, k) =>
        {
            k.Host("localhost:9092");
            k.TopicEndpoint<AppointmentBooked>(topic, "clinic-group", e =>
            {
                e.ConfigureConsumer<AppointmentConsumer>(context);
            });
            k.TopicEndpoint<string, Reminder>("clinic.reminders", new ConsumerConfig { GroupId = "g" }, e => { });
        });
    });
});
var app = builder.Build();
app.MapPost("/book", async (ITopicProducer<string, AppointmentBooked> producer) => { await producer.Produce("k", new AppointmentBooked()); });
app.Run();
