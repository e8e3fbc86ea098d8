package io.ledgerly.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

@Component
class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** aggregate type -> topic */
    private static final Map<String, String> ROUTES = Map.of(
            "Account", "ledger.account.v2",
            "Transfer", "ledger.transfer.v1",
            "StandingOrder", "ledger.standing-order.v1");

    private static final String FALLBACK_TOPIC = "ledger.unrouted";

    private final OutboxRepository repository;
    private final KafkaTemplate<String, JsonNode> kafka;

    OutboxRelay(OutboxRepository repository, KafkaTemplate<String, JsonNode> kafka) {
        this.repository = repository;
        this.kafka = kafka;
    }

    @Scheduled(fixedDelayString = "${outbox.poll-interval:500}")
    @Transactional
    public void flush() throws Exception {
        List<OutboxRow> batch = repository.lockNextBatch(100, "outbox-relay");
        for (OutboxRow row : batch) {
            String topic = ROUTES.getOrDefault(row.aggregateType(), FALLBACK_TOPIC);
            var rec = new ProducerRecord<>(topic, null, row.aggregateId(), row.payload());
            rec.headers().add(new RecordHeader("event-type", row.eventType().getBytes(StandardCharsets.UTF_8)));
            kafka.send(rec).get(5, TimeUnit.SECONDS);
            repository.markSent(row.id());
        }
        if (!batch.isEmpty()) {
            log.info("relayed {} outbox rows to topic(s) {}", batch.size(), ROUTES.values());
        }
    }
}
