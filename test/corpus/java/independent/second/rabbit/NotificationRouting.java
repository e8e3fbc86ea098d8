package com.acme.notify;

import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.SendTo;

@Configuration
public class NotificationRouting {

    private static final String TOPIC = "notifications.topic";
    private static final String QUEUE = "notifications.email";

    private final RabbitTemplate template;

    public NotificationRouting(RabbitTemplate template) {
        this.template = template;
    }

    @Bean
    TopicExchange topic() {
        return new TopicExchange(TOPIC, true, false);
    }

    @Bean
    Queue emails() {
        return new Queue(QUEUE);
    }

    @Bean
    Binding binding(Queue emails, TopicExchange topic) {
        return BindingBuilder.bind(emails).to(topic).with("notify.*.email");
    }

    // was a Kafka listener on "notifications" before the move to RabbitMQ
    @RabbitListener(queues = QUEUE)
    @SendTo("notifications.topic/notify.sent")
    public String onMail(String body) {
        template.convertAndSend(TOPIC, "notify.audit.email", body);
        return "sent";
    }
}
