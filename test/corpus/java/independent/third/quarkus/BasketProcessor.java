package org.kiosk.basket;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jboss.logging.Logger;

import java.util.concurrent.CompletionStage;

@ApplicationScoped
public class BasketProcessor {

    private static final Logger LOG = Logger.getLogger(BasketProcessor.class);

    @Inject
    @Channel("reminders")
    Emitter<Reminder> reminders;

    @Inject
    BasketStore store;

    @Incoming("basket-events")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<BasketEvent> message) {
        BasketEvent event = message.getPayload();
        int partition = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(IncomingKafkaRecordMetadata::getPartition)
                .orElse(-1);
        LOG.debugf("basket %s on partition %d", event.basketId(), partition);

        store.apply(event);
        if (event.abandoned()) {
            reminders.send(Message.of(new Reminder(event.basketId()))
                    .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                            .withKey(event.basketId())
                            .withTopic(event.vip() ? "basket-reminders-vip" : "basket-reminders")
                            .build()));
        }
        return message.ack();
    }

    @Incoming("prices")
    @Outgoing("basket-totals")
    public Multi<Record<String, Long>> recalculate(Multi<PriceChange> changes) {
        return changes
                .onItem().transformToIterable(store::affectedBaskets)
                .map(b -> Record.of(b.id(), b.totalCents()));
    }
}
