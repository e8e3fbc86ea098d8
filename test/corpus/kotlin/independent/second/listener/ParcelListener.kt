package no.postgang.parcel

import mu.KotlinLogging
import org.apache.kafka.clients.consumer.ConsumerRecord
import org.springframework.kafka.annotation.DltHandler
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.annotation.RetryableTopic
import org.springframework.kafka.core.KafkaTemplate
import org.springframework.kafka.support.Acknowledgment
import org.springframework.kafka.support.KafkaHeaders
import org.springframework.messaging.handler.annotation.Header
import org.springframework.retry.annotation.Backoff
import org.springframework.stereotype.Component

private val logger = KotlinLogging.logger {}

@Component
class ParcelListener(
    private val service: ParcelService,
    private val kafkaTemplate: KafkaTemplate<String, String>,
) {

    @KafkaListener(
        topics = [SCANNED, "parcel.rerouted"],
        groupId = GROUP,
        containerFactory = "stringListenerFactory",
    )
    fun onMovement(record: ConsumerRecord<String, String>, ack: Acknowledgment) {
        logger.info { "parcel ${record.key()} on ${record.topic()}" }
        service.track(record.key(), record.value())
        ack.acknowledge()
    }

    @RetryableTopic(attempts = "3", backoff = Backoff(delay = 500), dltTopicSuffix = "-dead")
    @KafkaListener(topics = ["\${parcel.topics.delivered:parcel.delivered}"], groupId = GROUP)
    fun onDelivered(event: String, @Header(KafkaHeaders.RECEIVED_KEY) parcelId: String) {
        service.close(parcelId)
        kafkaTemplate.send("parcel.receipts", parcelId, event)
            .whenComplete { _, ex -> if (ex != null) logger.error(ex) { "no receipt for $parcelId" } }
    }

    @DltHandler
    fun dead(event: String) {
        logger.error { "gave up: $event" }
    }

    companion object {
        private const val SCANNED = "parcel.scanned"
        const val GROUP = "parcel-tracker"
    }
}
