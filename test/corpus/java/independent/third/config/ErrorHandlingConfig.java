package com.medilab.results.config;

import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.FixedBackOff;

@Configuration
public class ErrorHandlingConfig {

    private static final String POISON = "lab-results-poison";

    @Bean
    KafkaTemplate<String, LabResult> resultTemplate(ProducerFactory<String, LabResult> pf) {
        var template = new KafkaTemplate<>(pf);
        template.setDefaultTopic("lab-results");
        template.setObservationEnabled(true);
        return template;
    }

    @Bean
    DefaultErrorHandler errorHandler(@Qualifier("bytesTemplate") KafkaTemplate<Object, Object> bytes) {
        var recoverer = new DeadLetterPublishingRecoverer(bytes, (rec, ex) ->
                ex.getCause() instanceof DeserializationException
                        ? new TopicPartition(POISON, -1)
                        : new TopicPartition("lab-results-parked", rec.partition()));
        var handler = new DefaultErrorHandler(recoverer, new FixedBackOff(2_000L, 3));
        handler.addNotRetryableExceptions(IllegalArgumentException.class);
        return handler;
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, LabResult> kafkaListenerContainerFactory(
            ConsumerFactory<String, LabResult> cf, DefaultErrorHandler errorHandler) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, LabResult>();
        factory.setConsumerFactory(cf);
        factory.setCommonErrorHandler(errorHandler);
        factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.RECORD);
        return factory;
    }

    @Bean
    MessageListenerContainer replies(ConsumerFactory<String, LabResult> cf) {
        ContainerProperties props = new ContainerProperties("lab-order-replies");
        props.setGroupId("lab-order-gateway");
        var container = new ConcurrentMessageListenerContainer<>(cf, props);
        container.setBeanName("repliesContainer");
        return container;
    }
}
