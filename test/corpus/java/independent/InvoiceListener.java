package com.acme.billing.messaging;

import com.acme.billing.domain.Invoice;
import com.acme.billing.domain.InvoiceService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.PartitionOffset;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.annotation.TopicPartition;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.retry.annotation.Backoff;
import org.springframework.stereotype.Component;

@Component
public class InvoiceListener {

    private static final Logger log = LoggerFactory.getLogger(InvoiceListener.class);

    private final InvoiceService invoices;

    @Autowired
    public InvoiceListener(InvoiceService invoices) {
        this.invoices = invoices;
    }

    @RetryableTopic(
            attempts = "4",
            backoff = @Backoff(delay = 1000, multiplier = 2.0),
            autoCreateTopics = "false",
            retryTopicSuffix = "-retry",
            dltTopicSuffix = "-dlt")
    @KafkaListener(
            id = "invoice-created",
            // topics = "invoices-old",
            topics = "invoice_created",
            groupId = "billing-service",
            containerFactory = "invoiceListenerFactory")
    public void onCreated(@Payload Invoice invoice,
                          @Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
        log.info("received {} from invoice topic {}", invoice.getNumber(), topic);
        invoices.register(invoice);
    }

    @KafkaListener(topics = {
            "payment-received",
            "billing.pay.event.refunded.v1"
    }, groupId = "billing-payments", properties = {"max.poll.records:50", "auto.offset.reset=earliest"})
    public void onPayment(ConsumerRecord<String, byte[]> record, Acknowledgment ack) {
        invoices.applyPayment(record.key(), record.value());
        ack.acknowledge();
    }

    @KafkaListener(
            groupId = "billing-replay",
            topicPartitions = {
                    @TopicPartition(topic = "ledgerEntries", partitions = {"0", "1"}),
                    @TopicPartition(
                            topic = "ledgerCorrections",
                            partitionOffsets = @PartitionOffset(partition = "0", initialOffset = "0"))
            })
    public void replay(ConsumerRecord<String, String> record) {
        invoices.replay(record.value());
    }

    @KafkaListener(topicPattern = "tenant-.*-invoices", groupId = "billing-tenants")
    public void tenants(String raw) {
        invoices.tenantInvoice(raw);
    }

    @KafkaListener(topics = "payment-received-dlt", groupId = "billing-dlt")
    public void dead(String raw) {
        log.error("dead letter: {}", raw);
    }

    @DltHandler
    public void dlt(String raw, @Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
        log.warn("gave up on {}: {}", topic, raw);
    }
}
