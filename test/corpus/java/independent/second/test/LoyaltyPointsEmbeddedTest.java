package com.acme.loyalty;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.kafka.test.utils.KafkaTestUtils;
import org.springframework.test.annotation.DirtiesContext;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = "spring.kafka.bootstrap-servers=${spring.embedded.kafka.brokers}")
@EmbeddedKafka(
        partitions = 1,
        topics = {LoyaltyPointsEmbeddedTest.PURCHASES, "loyalty-points-granted", "loyalty-points-granted-dlt"},
        brokerProperties = {"transaction.state.log.replication.factor=1", "auto.create.topics.enable=false"})
@DirtiesContext
class LoyaltyPointsEmbeddedTest {

    static final String PURCHASES = "purchases";

    @Autowired
    private EmbeddedKafkaBroker broker;
    @Autowired
    private KafkaTemplate<String, String> template;

    private Consumer<String, String> consumer;

    @BeforeEach
    void consume() {
        Map<String, Object> props = KafkaTestUtils.consumerProps("loyalty-test", "true", broker);
        consumer = new DefaultKafkaConsumerFactory<>(props, new StringDeserializer(), new StringDeserializer())
                .createConsumer();
        broker.consumeFromAnEmbeddedTopic(consumer, "loyalty-points-granted");
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void grantsOnePointPerEuro() {
        template.send(PURCHASES, "cust-1", "{\"total\":42.90}");

        ConsumerRecord<String, String> rec =
                KafkaTestUtils.getSingleRecord(consumer, "loyalty-points-granted", Duration.ofSeconds(10));
        assertThat(rec.key()).isEqualTo("cust-1");
        assertThat(rec.value()).contains("\"points\":42");
    }
}
