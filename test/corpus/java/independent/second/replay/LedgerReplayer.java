package com.bankly.ledger.replay;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Replays the ledger topic from a point in time. Does not join the consumer group,
 * partitions are assigned by hand.
 */
class LedgerReplayer {

    private static final Logger log = LoggerFactory.getLogger(LedgerReplayer.class);

    private final Properties config;

    LedgerReplayer(Properties config) {
        this.config = config;
    }

    void replay(Instant from, LedgerSink sink) {
        final String topic = "ledger-postings";
        try (Consumer<String, byte[]> consumer =
                     new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);

            Map<TopicPartition, Long> query = new HashMap<>();
            partitions.forEach(tp -> query.put(tp, from.toEpochMilli()));
            for (Map.Entry<TopicPartition, OffsetAndTimestamp> e : consumer.offsetsForTimes(query).entrySet()) {
                if (e.getValue() == null) {
                    consumer.seekToEnd(List.of(e.getKey()));
                } else {
                    consumer.seek(e.getKey(), e.getValue().offset());
                }
            }

            int idle = 0;
            while (idle < 5) {
                var records = consumer.poll(Duration.ofSeconds(1));
                idle = records.isEmpty() ? idle + 1 : 0;
                for (ConsumerRecord<String, byte[]> rec : records.records(topic)) {
                    sink.accept(rec.key(), rec.value());
                }
            }
        }
    }

    void skipPoisonPill(Consumer<?, ?> consumer, long offset) {
        TopicPartition tp = new TopicPartition("ledger-corrections", 0);
        log.warn("skipping offset {} of {}", offset, tp);
        consumer.commitSync(Map.of(tp, new OffsetAndMetadata(offset + 1, "skipped by hand")));
    }
}
