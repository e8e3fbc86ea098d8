using System;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.SerDes;
using Streamiz.Kafka.Net.Stream;
using Streamiz.Kafka.Net.Table;

namespace Sessions.Streams;

public static class SessionTopology
{
    private const string StoreName = "sessions-per-user";

    public static Topology Build()
    {
        var builder = new StreamBuilder();

        IKTable<string, string> users = builder.Table<string, string>(
            "user-profiles",
            InMemory.As<string, string>("user-profile-store"));

        IKStream<string, string> logins = builder.Stream<string, string>("login-events");

        logins
            .Filter((_, v) => !string.IsNullOrEmpty(v))
            .Join(users, (login, profile) => $"{profile};{login}")
            .To("enriched-logins");

        logins
            .GroupByKey()
            .WindowedBy(TumblingWindowOptions.Of(TimeSpan.FromMinutes(5)))
            .Count(InMemoryWindows.As<string, long>(StoreName))
            .ToStream()
            .Map((k, v) => new KeyValuePair<string, long>(k.Key, v))
            .To<StringSerDes, Int64SerDes>("login-counts");

        return builder.Build();
    }

    public static async Task RunAsync(string bootstrap, ILoggerFactory loggers)
    {
        var config = new StreamConfig<StringSerDes, StringSerDes>
        {
            ApplicationId = "session-counter",
            BootstrapServers = bootstrap,
            Logger = loggers,
        };
        var stream = new KafkaStream(Build(), config);
        Console.CancelKeyPress += (_, _) => stream.Dispose();
        await stream.StartAsync();
    }
}
