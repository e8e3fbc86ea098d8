using KafkaFlow;
using KafkaFlow.Serializer;
using Microsoft.Extensions.DependencyInjection;
var services = new ServiceCollection();
const string producerName = "say-hello";
const string topicName = "sample-topic";
services.AddKafka(kafka => kafka.AddCluster(cluster => cluster
    .WithBrokers(new[] { "localhost:9092" })
    .CreateTopicIfNotExists(topicName, 1, 1)
    .AddProducer(producerName, producer => producer.DefaultTopic(topicName).AddMiddlewares(m => m.AddSerializer<JsonCoreSerializer>()))
    .AddConsumer(consumer => consumer.Topics("sample-in", "sample-in-2").WithGroupId("sample-group").WithBufferSize(100))
    .AddConsumer(consumer => consumer.Topic("sample-single").WithGroupId("g2"))));
