package com.acme.platform.kafka;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Creates clients for any topic of the platform; topics come from the callers. */
public final class KafkaClientFactory {

    private static final String DEFAULT_GROUP = "platform-default";
    private static final Pattern ALL_EVENTS = Pattern.compile("^events\\..+");

    private final Map<String, Object> common = new HashMap<>();

    public KafkaClientFactory(String brokers, String registry) {
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        common.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
        common.put("schema.registry.url", registry);
    }

    public <V> KafkaProducer<String, V> producer(String clientId) {
        Map<String, Object> props = new HashMap<>(common);
        props.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        props.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        props.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, KafkaAvroSerializer.class);
        props.put("partitioner.class", "com.acme.platform.kafka.TenantPartitioner");
        return new KafkaProducer<>(props);
    }

    public <V> KafkaConsumer<String, V> consumer(Collection<String> topics) {
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(consumerProps(DEFAULT_GROUP));
        consumer.subscribe(topics);
        return consumer;
    }

    public <V> KafkaConsumer<String, V> firehose() {
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(consumerProps("firehose"));
        consumer.subscribe(ALL_EVENTS);
        return consumer;
    }

    private Map<String, Object> consumerProps(String group) {
        Map<String, Object> props = new HashMap<>(common);
        props.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        props.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        props.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, KafkaAvroDeserializer.class);
        return props;
    }
}
