package com.acme.platform.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.messaging.simp.SimpMessagingTemplate;

public class MetricsCollector implements ConsumerInterceptor<String, String> {

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private MeterRegistry registry;
    private SimpMessagingTemplate websocket;
    private StringRedisTemplate redis;
    private ApplicationEventPublisher events;

    @Override
    public ConsumerRecords<String, String> onConsume(ConsumerRecords<String, String> records) {
        for (TopicPartition tp : records.partitions()) {
            counters.computeIfAbsent(tp.topic(), t ->
                    registry.counter("kafka.consumed", Tags.of("topic", t, "kind", "consumed")))
                    .increment(records.records(tp).size());
            websocket.convertAndSend("/topic/metrics", tp.toString());
            redis.convertAndSend("metrics-channel", tp.topic());
            events.publishEvent("consumed");
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        registry.counter("kafka.commits").increment();
    }

    @Override
    public void close() {
        counters.clear();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        Object topic = configs.get("metrics.topic");
        if (topic != null) {
            throw new IllegalArgumentException("metrics.topic is not supported");
        }
    }
}
