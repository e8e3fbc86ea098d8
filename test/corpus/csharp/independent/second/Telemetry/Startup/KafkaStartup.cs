using System;
using System.Text;
using System.Threading.Tasks;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Telemetry.Startup
{
    public static class KafkaStartup
    {
        private static string BootstrapServers =>
            Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP_SERVERS") ?? "kafka:29092";

        private static readonly string RawTopic =
            Environment.GetEnvironmentVariable("TELEMETRY_TOPIC") ?? "telemetry-raw";

        public static IServiceCollection AddTelemetryKafka(this IServiceCollection services)
        {
            services.AddSingleton(_ =>
                new ProducerBuilder<Null, byte[]>(new ProducerConfig
                {
                    BootstrapServers = BootstrapServers,
                    CompressionType = CompressionType.Zstd,
                    LingerMs = 50,
                    Acks = Acks.Leader,
                }).Build());
            services.AddSingleton<ITelemetrySink, KafkaSink>();
            return services;
        }

        private sealed class KafkaSink : ITelemetrySink
        {
            private readonly IProducer<Null, byte[]> _producer;

            public KafkaSink(IProducer<Null, byte[]> producer) => _producer = producer;

            public Task WriteAsync(string line) =>
                _producer.ProduceAsync(RawTopic, new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(line) });
        }
    }

    public interface ITelemetrySink
    {
        Task WriteAsync(string line);
    }
}
