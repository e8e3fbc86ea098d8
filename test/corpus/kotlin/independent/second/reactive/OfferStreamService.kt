package com.jobradar.offers

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.awaitSingle
import org.slf4j.LoggerFactory
import org.springframework.beans.factory.annotation.Value
import org.springframework.boot.autoconfigure.kafka.KafkaProperties
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.kafka.core.reactive.ReactiveKafkaConsumerTemplate
import org.springframework.kafka.core.reactive.ReactiveKafkaProducerTemplate
import org.springframework.stereotype.Service
import reactor.kafka.receiver.ReceiverOptions
import reactor.kafka.sender.SenderOptions

@Configuration
class ReactiveKafkaConfig {

    @Bean
    fun offerConsumer(properties: KafkaProperties): ReactiveKafkaConsumerTemplate<String, Offer> {
        val options = ReceiverOptions.create<String, Offer>(properties.buildConsumerProperties(null))
            .subscription(setOf("offers-scraped", "offers-submitted"))
        return ReactiveKafkaConsumerTemplate(options)
    }

    @Bean
    fun offerProducer(properties: KafkaProperties) = ReactiveKafkaProducerTemplate<String, Offer>(
        SenderOptions.create(properties.buildProducerProperties(null)),
    )
}

@Service
class OfferStreamService(
    private val consumer: ReactiveKafkaConsumerTemplate<String, Offer>,
    private val producer: ReactiveKafkaProducerTemplate<String, Offer>,
    @Value("\${jobradar.topics.offers-ranked:offers-ranked}") private val rankedTopic: String,
    @Value("\${jobradar.region:eu}") private val region: String,
) {

    private val log = LoggerFactory.getLogger(javaClass)

    fun offers(): Flow<Offer> = consumer.receiveAutoAck()
        .doOnNext { log.debug("{} from {}", it.key(), it.topic()) }
        .map { it.value() }
        .filter { it.region == region }
        .asFlow()

    suspend fun rank(offer: Offer, score: Int) {
        producer.send(rankedTopic, offer.id, offer.copy(score = score)).awaitSingle()
        if (score < MIN_SCORE) {
            producer.send("offers-rejected", offer.id, offer).awaitSingle()
        }
    }

    companion object {
        private const val MIN_SCORE = 20
    }
}
