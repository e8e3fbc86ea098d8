package com.nordbill.invoicing;

import io.micronaut.configuration.kafka.annotation.ErrorStrategy;
import io.micronaut.configuration.kafka.annotation.ErrorStrategyValue;
import io.micronaut.configuration.kafka.annotation.KafkaClient;
import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.messaging.annotation.MessageHeader;
import io.micronaut.messaging.annotation.SendTo;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

public final class InvoiceMessaging {

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceMessaging.class);
    private static final String TIMESHEETS = "timesheets-approved";

    @KafkaClient(id = "invoice-client", acks = KafkaClient.Acknowledge.ALL)
    public interface InvoiceClient {

        @Topic("invoices-issued")
        Mono<Invoice> issued(@KafkaKey String customerNo, Mono<Invoice> invoice);

        @Topic(value = "invoices-cancelled")
        void cancelled(@KafkaKey String customerNo, @MessageHeader("reason") String reason, Invoice invoice);
    }

    @Singleton
    @KafkaListener(
            groupId = "invoicing",
            clientId = "invoicing-${random.uuid}",
            offsetReset = OffsetReset.EARLIEST,
            offsetStrategy = OffsetStrategy.SYNC,
            errorStrategy = @ErrorStrategy(value = ErrorStrategyValue.RETRY_ON_ERROR, retryCount = 3))
    public static class InvoiceListener {

        private final InvoiceFactory factory;

        InvoiceListener(InvoiceFactory factory) {
            this.factory = factory;
        }

        @Topic({TIMESHEETS, "expenses-approved"})
        @SendTo("invoice-lines")
        public InvoiceLine onBillable(@KafkaKey String projectNo, Billable billable) {
            LOG.info("billing {} for {}", billable.amount(), projectNo);
            return factory.line(projectNo, billable);
        }
    }

    private InvoiceMessaging() {
    }
}
