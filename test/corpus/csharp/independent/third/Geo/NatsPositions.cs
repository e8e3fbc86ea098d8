using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Geo;

public class NatsPositions : BackgroundService
{
    private const string PositionsTopic = "geo.positions.>";
    private readonly NatsConnection _nats;
    private readonly ILogger<NatsPositions> _logger;

    public NatsPositions(NatsConnection nats, ILogger<NatsPositions> logger)
    {
        _nats = nats;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var js = new NatsJSContext(_nats);
        await js.CreateStreamAsync(new StreamConfig("GEO", new[] { PositionsTopic }), ct);
        var consumer = await js.CreateOrUpdateConsumerAsync("GEO", new ConsumerConfig("geo-writer"), ct);

        await foreach (var msg in consumer.ConsumeAsync<string>(cancellationToken: ct))
        {
            _logger.LogDebug("Topic {Topic}: {Data}", msg.Subject, msg.Data);
            await msg.AckAsync(cancellationToken: ct);
        }
    }

    public ValueTask PublishAsync(string vehicle, string wkt) =>
        _nats.PublishAsync("geo.positions." + vehicle, wkt);
}
