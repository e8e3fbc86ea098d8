package com.example.kafka.demo1;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Properties;

public class TweetProducer {

    private final static Logger logger = LoggerFactory.getLogger(TweetProducer.class.getName());

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
        properties.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        properties.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");

        KafkaProducer<String, String> producer = new KafkaProducer<>(properties);

        for (int i = 0; i < 10; i++) {
            String topic = "twitter_tweets";
            String value = "hello world " + i;
            String key = "id_" + i;

            ProducerRecord<String, String> record =
                    new ProducerRecord<String, String>(topic, key, value);

            producer.send(record, new Callback() {
                @Override
                public void onCompletion(RecordMetadata meta, Exception e) {
                    if (e == null) {
                        logger.info("Received new metadata. Topic: " + meta.topic());
                    } else {
                        logger.error("Error while producing", e);
                    }
                }
            });
        }

        // heartbeat, partition 0 only
        producer.send(new ProducerRecord<>("heartbeats", 0, "producer-1", "alive"));
        /* producer.send(new ProducerRecord<>("debug", "x")); */
        producer.flush();
        producer.close();
    }
}
