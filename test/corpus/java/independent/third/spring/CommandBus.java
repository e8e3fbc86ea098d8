package de.fernbus.booking.messaging;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.requestreply.RequestReplyFuture;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.SendResult;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Service;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

@Service
public class CommandBus {

    @Value("${booking.topics.seat-commands:booking.seat.commands}")
    private String seatCommands;

    @Value("${booking.audit-enabled:true}")
    private boolean auditEnabled;

    private final KafkaTemplate<String, Object> template;
    private final ReplyingKafkaTemplate<String, Object, SeatReply> replying;

    public CommandBus(KafkaTemplate<String, Object> template,
                      ReplyingKafkaTemplate<String, Object, SeatReply> replying) {
        this.template = template;
        this.replying = replying;
    }

    public CompletableFuture<SendResult<String, Object>> release(String tripId, int seat) {
        var cmd = new ReleaseSeat(tripId, seat);
        if (auditEnabled) {
            audit(cmd);
        }
        return template.send(seatCommands, tripId, cmd);
    }

    public SeatReply hold(String tripId, int seat) throws Exception {
        ProducerRecord<String, Object> request =
                new ProducerRecord<>(seatCommands, tripId, new HoldSeat(tripId, seat));
        RequestReplyFuture<String, Object, SeatReply> future =
                replying.sendAndReceive(request, Duration.ofSeconds(3));
        return future.get().value();
    }

    private void audit(Object cmd) {
        Message<Object> message = MessageBuilder.withPayload(cmd)
                .setHeader(KafkaHeaders.TOPIC, "booking.audit")
                .setHeader(KafkaHeaders.KEY, UUID.randomUUID().toString())
                .setHeader("x-origin", "booking-api")
                .build();
        template.send(message);
    }
}
