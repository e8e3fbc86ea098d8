package com.grocer.orders.stream;

import org.apache.kafka.streams.kstream.KStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import java.util.function.Consumer;
import java.util.function.Function;

@Configuration
public class OrderFunctions {

    private static final Logger log = LoggerFactory.getLogger(OrderFunctions.class);
    private static final String REFUNDS_BINDING = "refunds-out-0";

    private final StreamBridge bridge;

    public OrderFunctions(StreamBridge bridge) {
        this.bridge = bridge;
    }

    /** Bound to the orders topic in application.yml. */
    @Bean
    public Function<KStream<String, Order>, KStream<String, Order>> prioritise() {
        return orders -> orders
                .filter((id, order) -> order.isPaid())
                .mapValues(o -> o.withPriority(o.isExpress() ? "express" : "standard"));
    }

    @Bean
    public Consumer<Message<Refund>> refund() {
        return message -> {
            Refund refund = message.getPayload();
            log.info("refund {}", refund.id());
            boolean sent = bridge.send(REFUNDS_BINDING, MessageBuilder.withPayload(refund)
                    .setHeader("channel", "shop")
                    .build());
            if (!sent) {
                bridge.send("refund-errors-out-0", refund);
            }
        };
    }
}
