package com.remitly.core.transfer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

public class TransferService implements Runnable {

    private static final String TRANSACTIONAL_ID = "transfer-service-1";

    private final KafkaConsumer<String, String> consumer;
    private final KafkaProducer<String, String> producer;
    private final RateClient rates;
    private volatile boolean running = true;

    public TransferService(Properties consumerProps, Properties producerProps, RateClient rates) {
        producerProps.put("transactional.id", TRANSACTIONAL_ID);
        consumerProps.put("isolation.level", "read_committed");
        this.consumer = new KafkaConsumer<>(consumerProps);
        this.producer = new KafkaProducer<>(producerProps);
        this.rates = rates;
    }

    @Override
    public void run() {
        List<String> inputs = new ArrayList<>();
        inputs.add("transfers.requested");
        if (rates.supportsBulk()) {
            inputs.add("transfers.bulk-requested");
        }
        consumer.subscribe(inputs);
        producer.initTransactions();

        while (running) {
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(250));
            if (records.isEmpty()) {
                continue;
            }
            try {
                producer.beginTransaction();
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                for (ConsumerRecord<String, String> rec : records) {
                    String target = rates.isFrozen(rec.key()) ? "transfers.on-hold" : "transfers.priced";
                    producer.send(new ProducerRecord<>(target, rec.key(), rates.price(rec.value())));
                    offsets.put(new TopicPartition(rec.topic(), rec.partition()), new OffsetAndMetadata(rec.offset() + 1));
                }
                producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
                producer.commitTransaction();
            } catch (ProducerFencedException e) {
                throw e;
            } catch (KafkaException e) {
                producer.abortTransaction();
            }
        }
    }

    public void stop() {
        running = false;
        consumer.wakeup();
    }
}
