using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using Confluent.Kafka;
using NLog;

namespace Exchange
{
    public class QuoteReader : IDisposable
    {
        private static readonly Logger Logger = LogManager.GetCurrentClassLogger();
        private readonly string topic = "fx.quotes";
        private readonly IConsumer<string, string> consumer;
        private readonly ConcurrentDictionary<string, decimal> last = new ConcurrentDictionary<string, decimal>();

        public QuoteReader(string servers)
        {
            var conf = new ConsumerConfig
            {
                GroupId = "fx-quotes-" + Environment.MachineName,
                BootstrapServers = servers,
                AutoOffsetReset = AutoOffsetReset.Latest,
            };
            consumer = new ConsumerBuilder<string, string>(conf)
                .SetPartitionsAssignedHandler((c, parts) => Logger.Info("assigned {0}", string.Join(",", parts)))
                .SetPartitionsRevokedHandler((c, parts) => Logger.Info("revoked {0}", string.Join(",", parts)))
                .Build();
        }

        public void Start(CancellationToken token)
        {
            consumer.Subscribe(topic);
            var thread = new Thread(() =>
            {
                while (!token.IsCancellationRequested)
                {
                    var r = consumer.Consume(250);
                    if (r == null) continue;
                    if (decimal.TryParse(r.Message.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var q))
                        last[r.Message.Key] = q;
                    else
                        Logger.Warn("no number on {0}: {1}", topic, r.Message.Value);
                }
            }) { IsBackground = true, Name = "quotes" };
            thread.Start();
        }

        public decimal? Get(string pair) => last.TryGetValue(pair, out var q) ? q : (decimal?)null;

        public void Dispose() => consumer.Dispose();
    }
}
