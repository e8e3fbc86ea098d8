package com.acme.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings shared by every service; topics are passed in by the callers. */
public class ConsumerSettings {

    private static final Logger LOG = LoggerFactory.getLogger("kafka.settings");
    private static final String GROUP = "platform-group";
    private static final String CLIENT = "platform-client";

    private final List<String> topics;

    public ConsumerSettings(List<String> topics) {
        this.topics = topics;
    }

    public KafkaConsumer<String, String> consumer() {
        Map<String, Object> cfg = new HashMap<>();
        cfg.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        cfg.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT);
        cfg.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
        cfg.put("auto.offset.reset", "earliest");
        cfg.put("schema.registry.url", "http://registry:8081");
        cfg.put("key.deserializer", StringDeserializer.class);
        cfg.put("value.deserializer", StringDeserializer.class);
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(cfg);
        consumer.subscribe(topics);
        LOG.info("subscribed to topic list {}", topics);
        return consumer;
    }

    public void send(KafkaProducer<String, String> producer, String topic, String id) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, "customer-" + id, "CREATED");
        record.headers().add("event-type", "customer-created".getBytes(StandardCharsets.UTF_8));
        record.headers().add(new RecordHeader("source", "platform".getBytes(StandardCharsets.UTF_8)));
        producer.send(record, (m, e) -> LOG.info("sent", e));
    }

    public int version(SchemaRegistryClient client) throws java.io.IOException, RestClientException {
        return client.getLatestSchemaMetadata("customers-value").getVersion();
    }
}
