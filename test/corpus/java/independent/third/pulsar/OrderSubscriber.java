package com.foodcourt.orders;

import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

public class OrderSubscriber {

    private static final Logger log = LoggerFactory.getLogger(OrderSubscriber.class);
    private static final String TOPIC = "persistent://food/orders/placed";

    public void run(String url) throws PulsarClientException {
        PulsarClient client = PulsarClient.builder().serviceUrl(url).build();

        Producer<String> kitchen = client.newProducer(Schema.STRING)
                .topic("kitchen-tickets")
                .producerName("order-subscriber")
                .create();

        Consumer<String> consumer = client.newConsumer(Schema.STRING)
                .topics(List.of(TOPIC, "orders-amended"))
                .subscriptionName("kitchen")
                .subscriptionType(SubscriptionType.Key_Shared)
                .subscribe();

        while (!Thread.currentThread().isInterrupted()) {
            Message<String> message = consumer.receive();
            try {
                kitchen.newMessage().key(message.getKey()).value(message.getValue()).send();
                consumer.acknowledge(message);
            } catch (PulsarClientException e) {
                log.warn("order {} failed", message.getKey(), e);
                consumer.negativeAcknowledge(message);
            }
        }
    }
}
