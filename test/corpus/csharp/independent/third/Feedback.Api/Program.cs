using Confluent.Kafka;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddEndpointsApiExplorer();
builder.Services.AddSwaggerGen();
builder.Services.AddSingleton<IProducer<string, string>>(sp =>
{
    var config = new ProducerConfig();
    builder.Configuration.GetSection("Kafka:Producer").Bind(config);
    return new ProducerBuilder<string, string>(config)
        .SetLogHandler((_, m) => sp.GetRequiredService<ILoggerFactory>().CreateLogger("librdkafka").LogInformation("{M}", m.Message))
        .Build();
});

var app = builder.Build();

if (app.Environment.IsDevelopment())
{
    app.UseSwagger();
    app.UseSwaggerUI();
}

app.MapPost("/feedback", async ([FromBody] FeedbackDto dto, IProducer<string, string> producer, CancellationToken ct) =>
{
    if (dto.Stars is < 1 or > 5)
        return Results.BadRequest("stars must be between 1 and 5");

    var delivery = await producer.ProduceAsync("feedback-received", new Message<string, string>
    {
        Key = dto.ProductId,
        Value = System.Text.Json.JsonSerializer.Serialize(dto),
    }, ct);

    return Results.Accepted($"/feedback/{delivery.Offset.Value}");
})
.WithName("PostFeedback")
.WithOpenApi();

app.MapDelete("/feedback/{id}", (string id, IProducer<string, string> producer) =>
{
    producer.Produce(topic: "feedback-withdrawn", message: new Message<string, string> { Key = id, Value = null! });
    return Results.NoContent();
});

app.Lifetime.ApplicationStopping.Register(() =>
    app.Services.GetRequiredService<IProducer<string, string>>().Flush(TimeSpan.FromSeconds(5)));

app.Run();

public record FeedbackDto(string ProductId, int Stars, string? Text);
