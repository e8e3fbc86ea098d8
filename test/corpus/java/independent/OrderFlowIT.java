package com.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

@SpringBootTest(properties = "spring.kafka.consumer.group-id=order-it")
@DirtiesContext
@EmbeddedKafka(
        partitions = 1,
        topics = {"orders.placed", "orders.rejected"},
        brokerProperties = {"listeners=PLAINTEXT://localhost:0", "auto.create.topics.enable=false"})
class OrderFlowIT {

    @Autowired
    private EmbeddedKafkaBroker broker;

    @Autowired
    private KafkaTemplate<String, String> kafkaTemplate;

    private Consumer<String, String> consumer;

    @BeforeEach
    void setUp() {
        Map<String, Object> props = KafkaTestUtils.consumerProps("order-it-group", "true", broker);
        consumer = new DefaultKafkaConsumerFactory<>(props, new StringDeserializer(), new StringDeserializer())
                .createConsumer();
        consumer.subscribe(Arrays.asList(
                "orders.rejected",
                "order-audit"));
    }

    @AfterEach
    void tearDown() {
        consumer.close();
    }

    @Test
    void rejectsNegativeQuantity() {
        String payload = """
                {
                  "topic": "not-a-topic",
                  "orderId": "o-1",
                  "quantity": -3
                }
                """;
        kafkaTemplate.send("orders.placed", "o-1", payload);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var records = KafkaTestUtils.getRecords(consumer, Duration.ofMillis(500));
            assertThat(records.count()).isGreaterThan(0);
            for (ConsumerRecord<String, String> r : records) {
                assertThat(r.key()).isEqualTo("o-1");
                assertThat(r.value()).contains("NEGATIVE_QUANTITY");
            }
        });
    }

    @Test
    void audits() {
        assertThat(List.of("a", "b")).hasSize(2);
    }
}
