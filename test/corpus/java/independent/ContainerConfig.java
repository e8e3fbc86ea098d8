package com.acme.pricing.kafka;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.requestreply.RequestReplyFuture;
import reactor.core.publisher.Flux;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderRecord;

@Configuration
class ContainerConfig {

    interface TopicNames {
        String QUOTES = "price-quotes";
        String REPLIES = "price_replies";
    }

    @Bean
    ConcurrentMessageListenerContainer<String, String> replies(ConsumerFactory<String, String> factory) {
        ContainerProperties properties = new ContainerProperties(TopicNames.REPLIES, "PriceFallbacks");
        properties.setGroupId("pricing-replies");
        properties.setMessageListener((MessageListener<String, String>) r -> System.out.println(r.topic()));
        return new ConcurrentMessageListenerContainer<>(factory, properties);
    }

    @Bean
    ReplyingKafkaTemplate<String, String, String> replying(
            ProducerFactory<String, String> pf, ConcurrentMessageListenerContainer<String, String> replies) {
        return new ReplyingKafkaTemplate<>(pf, replies);
    }

    String ask(ReplyingKafkaTemplate<String, String, String> template, String sku) throws Exception {
        RequestReplyFuture<String, String, String> future =
                template.sendAndReceive(new ProducerRecord<>(TopicNames.QUOTES, sku, "QUOTE"), Duration.ofSeconds(3));
        return future.get().value();
    }

    Flux<String> reactive(Map<String, Object> config, KafkaSender<String, String> sender) {
        config.put(ConsumerConfig.GROUP_ID_CONFIG, "pricing-reactive");
        ReceiverOptions<String, String> options = ReceiverOptions.<String, String>create(config)
                .subscription(Collections.singleton("price.changes"));
        return KafkaReceiver.create(options).receive()
                .concatMap(r -> sender.send(Flux.just(
                        SenderRecord.create(new ProducerRecord<>("price.echo", r.key(), r.value()), r.key()))))
                .map(result -> "sent " + result.correlationMetadata());
    }

    void mock() {
        MockConsumer<String, String> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
        List<TopicPartition> partitions = List.of(
                new TopicPartition("mock_prices", 0),
                new TopicPartition("mock_prices", 1));
        consumer.assign(partitions);
    }
}
