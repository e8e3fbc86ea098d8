package net.bank.ledger.kafka;

import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Command line helper; creates topics and prints the end offsets. */
public class Topics {

    private static final String DOMAIN = "ledger.";

    private static final String TRANSFERS = System.getenv().getOrDefault("TRANSFERS_TOPIC", "transfers");

    public static void main(String[] args) throws Exception {
        Properties p = new Properties();
        p.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, args.length > 0 ? args[0] : "localhost:29092");
        p.put("client.id", "topics-cli");

        try (Admin admin = Admin.create(p)) {
            create(admin, List.of(
                    new NewTopic("account balances", 3, (short) 1),
                    new NewTopic(TRANSFERS, 3, (short) 1),
                    new NewTopic(DOMAIN + "postings", 3, (short) 1)));
            admin.deleteTopics(Collections.singletonList("ledger_postings")).all().get();
            admin.describeTopics(List.of("transfers.archive", "__consumer_offsets")).allTopicNames().get()
                    .forEach((name, d) -> System.out.println(name + " has " + d.partitions().size() + " partitions"));
        }
        endOffsets(p);
    }

    private static void create(Admin admin, List<NewTopic> topics) throws InterruptedException {
        for (NewTopic t : topics) {
            try {
                admin.createTopics(Collections.singleton(t)).all().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    System.out.println("exists: " + t.name());
                } else {
                    throw new IllegalStateException("could not create topic", e);
                }
            }
        }
    }

    private static void endOffsets(Properties p) {
        p.put("group.id", "topics-cli");
        p.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        p.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        try (KafkaConsumer<String, String> c = new KafkaConsumer<>(p)) {
            TopicPartition tp = new TopicPartition("journal", 0);
            c.assign(Collections.singletonList(tp));
            c.seekToEnd(List.of(tp));
            System.out.println("journal-0 ends at " + c.position(tp));
            c.partitionsFor("journal").forEach(System.out::println);
        }
    }
}
