package com.acme.loyalty

import org.apache.kafka.clients.producer.ProducerRecord
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.kafka.core.KafkaTemplate
import org.springframework.kafka.core.reactive.ReactiveKafkaConsumerTemplate
import org.springframework.kafka.core.reactive.ReactiveKafkaProducerTemplate
import org.springframework.kafka.support.KafkaHeaders
import org.springframework.messaging.support.MessageBuilder
import reactor.kafka.receiver.ReceiverOptions
import reactor.kafka.sender.SenderRecord

class LoyaltySettings(
    val pointsTopic: String = "loyalty-points",
    val group: String = "loyalty-group",
)

@Configuration
class ReactiveSender(private val template: KafkaTemplate<String, String>) {

    private val settings = LoyaltySettings()

    @Bean
    fun consumer(properties: Map<String, Any>): ReactiveKafkaConsumerTemplate<String, String> {
        val options = ReceiverOptions.create<String, String>(properties)
            .subscription(listOf("loyalty_redemptions", "loyalty.tiers"))
        return ReactiveKafkaConsumerTemplate(options)
    }

    fun earn(producer: ReactiveKafkaProducerTemplate<String, String>, member: String) =
        producer.send(settings.pointsTopic, member, "+10")
            .doOnNext { println("topic ${it.recordMetadata().topic()}") }

    fun spend(producer: ReactiveKafkaProducerTemplate<String, String>, member: String) =
        producer.send(SenderRecord.create(ProducerRecord("LoyaltySpent", member, "-5"), member))

    fun welcome(member: String) {
        val message = MessageBuilder.withPayload("welcome")
            .setHeader(KafkaHeaders.TOPIC, "loyalty.member.event.welcomed.v1")
            .setHeader(KafkaHeaders.KEY, member)
            .setHeader("campaign", "welcome-campaign")
            .build()
        template.send(message)
        template.executeInTransaction { ops ->
            ops.send("loyalty-tx", member, "begin")
        }
    }

    fun describe(member: String): String = buildString {
        append("member ").append(member)
        append(" to ").append(settings.group)
    }
}
