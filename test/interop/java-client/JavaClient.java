import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Java client 4.4 with its defaults: idempotent, acks=all. Prints what it saw, one `name=value` per line;
 * what that should be is decided by the test. Arguments: action, bootstrap servers, topic, and more.
 */
public class JavaClient {
    public static void main(String[] arguments) throws Exception {
        String bootstrap = arguments[1];
        String topic = arguments[2];
        switch (arguments[0]) {
            case "produce" -> produce(bootstrap, topic, arguments[3], Integer.parseInt(arguments[4]));
            case "consume" -> consume(bootstrap, topic, arguments[3], Integer.parseInt(arguments[4]), arguments[5]);
            case "admin" -> admin(bootstrap, topic);
            case "groups" -> groups(bootstrap, topic, arguments[3]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** `count` records with keys 0 to 9 in turn and a header; prints how many went to each partition and the last offsets. */
    static void produce(String bootstrap, String topic, String codec, int count) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "compression.type", codec, "linger.ms", 5);
        var last = new TreeMap<Integer, Long>();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                var record = new ProducerRecord<>(topic, "key" + index % 10, "value" + index);
                record.headers().add("index", String.valueOf(index).getBytes(StandardCharsets.UTF_8));
                sent.add(producer.send(record));
            }
            for (var future : sent) last.merge(future.get().partition(), future.get().offset(), Math::max);
        }
        System.out.println("ends=" + last.values().stream().mapToLong(offset -> offset + 1).sum());
    }

    /** Reads `count` records as a member of a group and commits; prints their number and whether each key came in order. */
    static void consume(String bootstrap, String topic, String group, int count, String instance) throws Exception {
        var settings = new TreeMap<String, Object>(Map.of(
            "bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "earliest",
            "enable.auto.commit", false, "session.timeout.ms", 10000));
        if (!instance.equals("-")) settings.put("group.instance.id", instance);
        var lastOfKey = new TreeMap<String, Integer>();
        boolean ordered = true;
        int read = 0;
        int first = Integer.MAX_VALUE;
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Set.of(topic));
            long deadline = System.currentTimeMillis() + 40_000;
            while (read < count && System.currentTimeMillis() < deadline) {
                for (var record : consumer.poll(Duration.ofMillis(500))) {
                    int value = Integer.parseInt(record.value().substring("value".length()));
                    String header = new String(record.headers().lastHeader("index").value(), StandardCharsets.UTF_8);
                    ordered &= value > lastOfKey.getOrDefault(record.key(), -1) && header.equals(String.valueOf(value));
                    lastOfKey.put(record.key(), value);
                    first = Math.min(first, value);
                    read++;
                }
            }
            consumer.commitSync();
            System.out.println("generation=" + consumer.groupMetadata().generationId());
            System.out.println("partitions=" + consumer.assignment().size());
        }
        System.out.println("read=" + read);
        System.out.println("first=" + first);
        System.out.println("ordered=" + ordered);
    }

    static void admin(String bootstrap, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var cluster = admin.describeCluster();
            System.out.println("nodes=" + cluster.nodes().get().size());
            var created = admin.createTopics(Set.of(new NewTopic(topic, 2, (short) 3).configs(Map.of("retention.ms", "60000"))));
            System.out.println("created=" + created.numPartitions(topic).get() + "x" + created.replicationFactor(topic).get());
            boolean sameId = false;
            for (int attempt = 0; attempt < 50 && !sameId; attempt++) {
                Thread.sleep(100);
                sameId = admin.listTopics().names().get().contains(topic)
                    && admin.describeTopics(Set.of(topic)).topicNameValues().get(topic).get().topicId().equals(created.topicId(topic).get());
            }
            System.out.println("sameId=" + sameId);
            var described = admin.describeTopics(Set.of(topic)).topicNameValues().get(topic).get();
            System.out.println("inSync=" + described.partitions().stream().map(one -> String.valueOf(one.isr().size())).collect(Collectors.joining(",")));
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var config = admin.describeConfigs(Set.of(resource)).values().get(resource).get();
            System.out.println("retention=" + config.get("retention.ms").value() + " " + config.get("retention.ms").source());
            System.out.println("policy=" + config.get("cleanup.policy").value() + " " + config.get("cleanup.policy").source());
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
            var partition = new TopicPartition(topic, 0);
            for (var spec : List.of(OffsetSpec.earliest(), OffsetSpec.latest(), OffsetSpec.maxTimestamp())) {
                var offsets = admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get();
                System.out.println(spec.getClass().getSimpleName() + "=" + offsets.offset());
            }
            admin.deleteTopics(Set.of(topic)).all().get();
            System.out.println("deleted=true");
        }
    }

    /** Of a group that has consumed the topic and left. */
    static void groups(String bootstrap, String topic, String group) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var listed = admin.listGroups().all().get().stream().filter(one -> one.groupId().equals(group)).findFirst().orElseThrow();
            System.out.println("listed=" + listed.type().orElseThrow() + " " + listed.groupState().orElseThrow());
            var described = admin.describeConsumerGroups(Set.of(group)).describedGroups().get(group).get();
            System.out.println("described=" + described.groupState() + " " + described.members().size());
            var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            System.out.println("committed=" + offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum());
            var partition = new TopicPartition(topic, 0);
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(1))).all().get();
            System.out.println("altered=" + admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().get(partition).offset());
            admin.deleteConsumerGroupOffsets(group, Set.of(partition)).all().get();
            System.out.println("left=" + admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().size());
            admin.deleteConsumerGroups(Set.of(group)).all().get();
            System.out.println("deleted=" + admin.listGroups().all().get().stream().noneMatch(one -> one.groupId().equals(group)));
        }
    }
}
