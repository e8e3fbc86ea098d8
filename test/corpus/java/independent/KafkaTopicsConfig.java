package io.shoply.catalog.config;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Declares the topics of the catalogue.
 *
 * <pre>
 *   TopicBuilder.name("example-topic").build();
 * </pre>
 */
@Configuration
public class KafkaTopicsConfig {

    public static final String PRODUCT_UPSERTED = "catalog.item.event.upserted.v2";

    private static final String STOCK = "stock-levels";

    @Value("${spring.kafka.bootstrap-servers:localhost:9092}")
    private String bootstrapServers;

    @Bean
    public KafkaAdmin kafkaAdmin() {
        Map<String, Object> configs = new HashMap<>();
        configs.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        configs.put("security.protocol", "PLAINTEXT");
        return new KafkaAdmin(configs);
    }

    @Bean
    public NewTopic productUpserted() {
        return TopicBuilder.name(PRODUCT_UPSERTED)
                .partitions(12)
                .replicas(3)
                .compact()
                .build();
    }

    @Bean
    public NewTopic stock() {
        return new NewTopic(STOCK, 6, (short) 3)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "604800000"));
    }

    @Bean
    public NewTopic priceChanges() {
        return TopicBuilder
                .name("PriceChanges")
                .config("cleanup.policy", "compact,delete")
                .build();
    }

    @Bean
    public KafkaAdmin.NewTopics searchTopics() {
        return new KafkaAdmin.NewTopics(
                TopicBuilder.name("search.reindex.requests").partitions(1).build(),
                // TopicBuilder.name("search.legacy").build(),
                new NewTopic("search_index_done", 1, (short) 1));
    }
}
