using System.Text;
using MQTTnet;
using MQTTnet.Client;
using MQTTnet.Protocol;

namespace Devices;

public class MqttListener : IHostedService
{
    private const string Topic = "meters/+/reading";
    private readonly IMqttClient _client = new MqttFactory().CreateMqttClient();
    private readonly ILogger<MqttListener> _logger;

    public MqttListener(ILogger<MqttListener> logger) => _logger = logger;

    public async Task StartAsync(CancellationToken ct)
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("mosquitto", 1883)
            .WithClientId("meter-listener")
            .WithWillTopic("meters/listener/lost")
            .Build();

        _client.ApplicationMessageReceivedAsync += e =>
        {
            _logger.LogInformation("{Topic}: {Payload}", e.ApplicationMessage.Topic,
                Encoding.UTF8.GetString(e.ApplicationMessage.PayloadSegment));
            return Task.CompletedTask;
        };

        await _client.ConnectAsync(options, ct);
        await _client.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce, ct);
        await _client.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic("meters/listener/online")
            .WithPayload("1")
            .Build(), ct);
    }

    public Task StopAsync(CancellationToken ct) => _client.DisconnectAsync(cancellationToken: ct);
}
