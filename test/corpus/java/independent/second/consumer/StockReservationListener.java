package com.acme.inventory.consumer;

import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.retrytopic.TopicSuffixingStrategy;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.retry.annotation.Backoff;
import org.springframework.stereotype.Component;

@Slf4j
@Component
@RequiredArgsConstructor
public class StockReservationListener {

    private static final String GROUP = "inventory-reservations";

    private final ReservationService reservations;

    @RetryableTopic(
            attempts = "4",
            backoff = @Backoff(delay = 1000, multiplier = 2.0),
            topicSuffixingStrategy = TopicSuffixingStrategy.SUFFIX_WITH_INDEX_VALUE,
            retryTopicSuffix = "-inv-retry",
            dltTopicSuffix = "-inv-dlt")
    @KafkaListener(
            id = "reserve-on-checkout",
            topics = "${inventory.topics.checkout:checkout-completed}",
            groupId = GROUP,
            concurrency = "3")
    public void onCheckout(@Payload CheckoutCompleted event,
                           @Header(KafkaHeaders.RECEIVED_TOPIC) String topic,
                           @Header(KafkaHeaders.OFFSET) long offset) {
        log.debug("checkout {} from {}@{}", event.cartId(), topic, offset);
        reservations.reserve(event.cartId(), event.lines());
    }

    @DltHandler
    public void giveUp(CheckoutCompleted event) {
        log.error("giving up on cart {}", event.cartId());
    }

    @KafkaListener(
            topics = {
                    "returns-received",
                    "returns-inspected" // sent by the warehouse app, see the topic catalogue
            },
            groupId = GROUP,
            containerFactory = "manualAckFactory",
            properties = {"auto.offset.reset=earliest", "max.poll.records=50"})
    @SendTo("stock-adjustments")
    public StockAdjustment onReturn(ConsumerRecord<String, ReturnEvent> rec, Acknowledgment ack) {
        StockAdjustment adjustment = reservations.restock(rec.value());
        ack.acknowledge();
        return adjustment;
    }
}
