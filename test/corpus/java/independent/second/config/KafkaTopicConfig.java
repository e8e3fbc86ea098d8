package com.acme.fulfilment.config;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

import java.time.Duration;

@Configuration
@Profile("!prod")
public class KafkaTopicConfig {

    /** Compacted view of the carrier table, one record per carrier code. */
    static final String CARRIERS = "fulfilment.carriers";

    private final int replicas;

    public KafkaTopicConfig(@Value("${app.kafka.replicas:1}") int replicas) {
        this.replicas = replicas;
    }

    @Bean
    public KafkaAdmin.NewTopics fulfilmentTopics() {
        return new KafkaAdmin.NewTopics(
                TopicBuilder.name("fulfilment.pick-requested")
                        .partitions(6)
                        .replicas(replicas)
                        .build(),
                TopicBuilder
                        .name("fulfilment.pick-completed")
                        .partitions(6)
                        .replicas(replicas)
                        .config(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(Duration.ofDays(3).toMillis()))
                        .build(),
                event("fulfilment.parcel-weighed"));
    }

    @Bean
    public NewTopic carriers() {
        return TopicBuilder.name(CARRIERS)
                .partitions(1)
                .replicas(replicas)
                .compact()
                .config(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1")
                .build();
    }

    @Bean
    public NewTopic manifests() {
        return new NewTopic("fulfilment.manifests", 3, (short) replicas);
    }

    private NewTopic event(String name) {
        return TopicBuilder.name(name).partitions(12).replicas(replicas).build();
    }
}
