package com.acme.orders.rabbit;

import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.annotation.Exchange;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

@Component
public class RabbitOrderPublisher {

    static final String TOPIC = "orders.topic";

    private final RabbitTemplate template;

    public RabbitOrderPublisher(RabbitTemplate template) {
        this.template = template;
    }

    @Bean
    TopicExchange exchange() {
        return new TopicExchange(TOPIC);
    }

    @Bean
    Binding binding(Queue queue, TopicExchange exchange) {
        return BindingBuilder.bind(queue).to(exchange).with("orders.#");
    }

    public void publish(String id) {
        template.send("orders.created", null);
        template.convertAndSend("orders.topic", "orders.created", id);
    }

    @RabbitListener(bindings = @QueueBinding(
            value = @org.springframework.amqp.rabbit.annotation.Queue("orders-queue"),
            exchange = @Exchange(value = "orders.topic", type = "topic"),
            key = "orders.created"))
    public void on(String message) {
        System.out.println("Kafka was considered, rabbit was chosen: " + message);
    }
}
