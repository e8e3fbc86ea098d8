using System;
using System.Collections.Generic;
using System.Linq;
using Confluent.Kafka;
using Serilog;

namespace Replayer
{
    /// <summary>
    /// Reads a window of messages again after an incident. The topic is assigned by hand, so no
    /// group is joined and no offset is committed.
    /// </summary>
    public class OffsetReplayer
    {
        private static readonly ILogger Log = Serilog.Log.ForContext<OffsetReplayer>();
        private readonly string _bootstrap;

        public OffsetReplayer(string bootstrap) => _bootstrap = bootstrap;

        public IEnumerable<string> Replay(DateTime from, int max)
        {
            var config = new ConsumerConfig
            {
                BootstrapServers = _bootstrap,
                GroupId = "replayer-" + Guid.NewGuid(),
                EnableAutoCommit = false,
                EnablePartitionEof = true,
            };
            using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();

            var partitions = new[]
            {
                new TopicPartitionTimestamp("settlements", 0, new Timestamp(from)),
                new TopicPartitionTimestamp("settlements", 1, new Timestamp(from)),
            };
            var offsets = consumer.OffsetsForTimes(partitions, TimeSpan.FromSeconds(10));
            consumer.Assign(offsets.Concat(new[]
            {
                new TopicPartitionOffset("settlement-corrections", 0, Offset.Beginning),
            }));

            for (var n = 0; n < max;)
            {
                var cr = consumer.Consume(TimeSpan.FromSeconds(1));
                if (cr is null || cr.IsPartitionEOF)
                {
                    Log.Information("Replayed {Count} messages", n);
                    yield break;
                }
                n++;
                yield return cr.Message.Value;
            }
        }
    }
}
