// The Java client against a cluster, as an application uses it with its defaults: idempotent, acks=all.
// Arguments: bootstrap servers, topic, group. Prints one line per fact; java.test.ts says what they must be.
import java.time.Duration;
import java.util.*;
import java.util.stream.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.*;

public class JavaClient {
  static final int COUNT = 300;

  public static void main(String[] arguments) throws Exception {
    String bootstrap = arguments[0], topic = arguments[1], group = arguments[2];
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      NewTopic wanted = new NewTopic(topic, 3, (short) 3).configs(Map.of("retention.ms", "60000"));
      admin.createTopics(List.of(wanted)).all().get();
      TopicDescription described = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      say("partitions", described.partitions().size());
      say("isr", described.partitions().stream().mapToInt(partition -> partition.isr().size()).sum());
      produce(bootstrap, topic);
      say("consumed", consume(bootstrap, topic, group, COUNT));
      try (Producer<String, String> late = producer(bootstrap)) {
        late.send(new ProducerRecord<>(topic, "late", "late")).get();
      }
      say("lag", lag(admin, group));
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      say("retention", config.get("retention.ms").value() + " " + config.get("retention.ms").source());
      say("consumed after", consume(bootstrap, topic, group, 1));
      admin.deleteConsumerGroups(List.of(group)).all().get();
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all().get();
      say("partitions", admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size());
      admin.deleteTopics(List.of(topic)).all().get();
      say("listed", admin.listTopics().names().get().contains(topic));
    }
  }

  static Producer<String, String> producer(String bootstrap) {
    return new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
  }

  static void produce(String bootstrap, String topic) throws Exception {
    try (Producer<String, String> producer = producer(bootstrap)) {
      for (int index = 0; index < COUNT; index++) {
        producer.send(new ProducerRecord<>(topic, "key-" + index % 7, "value-" + index));
      }
      producer.flush();
    }
  }

  /** How many records came, and whether those of each key came in order. */
  static String consume(String bootstrap, String topic, String group, int wanted) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "earliest");
    Map<String, Integer> last = new HashMap<>();
    int count = 0;
    boolean ordered = true;
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.currentTimeMillis() + 30_000;
      while (count < wanted && System.currentTimeMillis() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
          count++;
          if (!record.value().startsWith("value-")) continue;
          int index = Integer.parseInt(record.value().substring("value-".length()));
          Integer before = last.put(record.key(), index);
          ordered &= before == null || before < index;
        }
      }
      consumer.commitSync();
    }
    return count + (ordered ? " in order" : " out of order");
  }

  static long lag(Admin admin, String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> latest =
        committed.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    long lag = 0;
    for (var end : admin.listOffsets(latest).all().get().entrySet()) {
      lag += end.getValue().offset() - committed.get(end.getKey()).offset();
    }
    return lag;
  }

  static void say(String what, Object value) {
    System.out.println(what + ": " + value);
  }
}
