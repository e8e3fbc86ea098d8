package dev.freight.shipping;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.SendResult;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Service;

@Service
public class ShipmentGateway {

    private static final String DEFAULT_GROUP = "shipping";

    private final KafkaTemplate<String, Object> template;

    private final String labelsTopic;

    public ShipmentGateway(KafkaTemplate<String, Object> template,
                           @Value("${shipping.topics.labels}") String labelsTopic) {
        this.template = template;
        this.labelsTopic = labelsTopic;
    }

    @KafkaListener(topics = "${shipping.topics.requests:shipment-requests}", groupId = DEFAULT_GROUP)
    public void request(ShipmentRequest request) {
        publish("shipment_accepted", request.id(), new Accepted(request.id()));
        template.send(labelsTopic, request.id(), request);
    }

    @KafkaListener(topics = "#{'${shipping.topics.tracking:carrier-tracking}'}", groupId = "#{@shippingProps.group}")
    public void track(String raw) {
        Message<String> message = MessageBuilder
                .withPayload(raw)
                .setHeader(KafkaHeaders.TOPIC, "shipment-tracking-updates")
                .setHeader(KafkaHeaders.KEY, UUID.randomUUID().toString())
                .setHeader("x-origin", "carrier")
                .build();
        template.send(message);
    }

    @KafkaListener(topics = "${shipping.topics.cancellations}", groupId = DEFAULT_GROUP)
    public void cancel(String id) {
        CompletableFuture<SendResult<String, Object>> future =
                this.template.send(
                        "shipping.order.cmd.cancel.v1",
                        id,
                        "CANCEL");
        future.whenComplete((result, ex) -> {
            if (ex != null) {
                System.err.println("cancel failed for " + id);
            }
        });
    }

    private void publish(String topic, String key, Object value) {
        template.send(topic, key, value).join();
    }

    public Optional<String> nothing() {
        return Optional.of("shipping-topic-unused");
    }

    record ShipmentRequest(String id, String address) { }

    record Accepted(String id) { }
}
