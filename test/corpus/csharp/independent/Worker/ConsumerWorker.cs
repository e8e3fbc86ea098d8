using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Telemetry.Worker
{
    public static class Topics
    {
        public const string Readings = "meter-readings";
        public const string Alarms = "meter.alarms";
        public static readonly string[] All = { Readings, Alarms, "meter_events" };
    }

    public class ConsumerWorker : BackgroundService
    {
        private readonly IConfiguration _configuration;
        private readonly ILogger<ConsumerWorker> _logger;

        public ConsumerWorker(IConfiguration configuration, ILogger<ConsumerWorker> logger)
        {
            _configuration = configuration;
            _logger = logger;
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Loop(stoppingToken), stoppingToken);

        private void Loop(CancellationToken token)
        {
            var config = new ConsumerConfig
            {
                BootstrapServers = _configuration["Kafka:BootstrapServers"],
                GroupId = "telemetry-worker",
                AutoOffsetReset = AutoOffsetReset.Earliest,
                EnableAutoCommit = false
            };

            using var consumer = new ConsumerBuilder<Ignore, string>(config)
                .SetErrorHandler((_, e) => _logger.LogError("Kafka error: {Reason}", e.Reason))
                .Build();

            consumer.Subscribe(Topics.All);
            try
            {
                while (!token.IsCancellationRequested)
                {
                    var cr = consumer.Consume(token);
                    if (cr.Topic == Topics.Alarms)
                        _logger.LogWarning("alarm on {Topic}: {Value}", cr.Topic, cr.Message.Value);
                    consumer.Commit(cr);
                }
            }
            catch (OperationCanceledException)
            {
                consumer.Close();
            }
        }

        private static void Replay(IConsumer<Ignore, string> consumer)
        {
            consumer.Assign(new TopicPartitionOffset("meter-history", 0, Offset.Beginning));
            consumer.Subscribe("MeterReplay");
            consumer.Subscribe(new List<string> { "meter-a", "meter-b" });
            consumer.Subscribe("^meter-.*");
        }
    }
}
