using Confluent.Kafka;
using Confluent.Kafka.Admin;

var bootstrap = args.FirstOrDefault() ?? "localhost:9092";
using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();

var specs = new List<TopicSpecification>
{
    new() { Name = "loans.applications", NumPartitions = 6, ReplicationFactor = 3 },
    new()
    {
        Name = "loans.decisions",
        NumPartitions = 6,
        ReplicationFactor = 3,
        Configs = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "compact",
            ["min.insync.replicas"] = "2",
        },
    },
};

try
{
    await admin.CreateTopicsAsync(specs, new CreateTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(30) });
}
catch (CreateTopicsException e) when (e.Results.All(r => r.Error.Code is ErrorCode.TopicAlreadyExists or ErrorCode.NoError))
{
    Console.WriteLine("Nothing to do.");
}

await admin.CreatePartitionsAsync(new[]
{
    new PartitionsSpecification { Topic = "loans.documents", IncreaseTo = 12 },
});

await admin.DeleteTopicsAsync(new[] { "loan_applications_old" });

var metadata = admin.GetMetadata("loans.applications", TimeSpan.FromSeconds(5));
foreach (var topic in metadata.Topics)
{
    Console.WriteLine($"{topic.Topic}: {topic.Partitions.Count} partitions, {topic.Error.Reason}");
}

return 0;
