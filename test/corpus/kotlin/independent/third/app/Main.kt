package org.civic.petitions

import io.micrometer.core.instrument.MeterRegistry
import io.micrometer.prometheus.PrometheusConfig
import io.micrometer.prometheus.PrometheusMeterRegistry
import org.apache.kafka.clients.admin.AdminClient
import org.apache.kafka.clients.admin.NewTopic
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.errors.TopicExistsException
import org.koin.core.context.startKoin
import org.koin.core.module.dsl.singleOf
import org.koin.dsl.module
import org.slf4j.LoggerFactory
import java.util.concurrent.ExecutionException

private val log = LoggerFactory.getLogger("petitions")

private val kafkaConfig = mapOf<String, Any>(
    "bootstrap.servers" to System.getenv("KAFKA_BROKERS"),
    "key.serializer" to "org.apache.kafka.common.serialization.StringSerializer",
    "value.serializer" to "org.apache.kafka.common.serialization.StringSerializer",
    "client.id" to "petitions",
)

class SignaturePublisher(
    private val producer: KafkaProducer<String, String>,
    private val registry: MeterRegistry,
    private val topic: String = "petition-signatures",
) {
    fun signed(petition: String, signature: String) {
        producer.send(ProducerRecord(topic, petition, signature)) { _, e ->
            registry.counter("signatures", "outcome", if (e == null) "ok" else "failed").increment()
        }
    }
}

val kafkaModule = module {
    single { KafkaProducer<String, String>(kafkaConfig) }
    single<MeterRegistry> { PrometheusMeterRegistry(PrometheusConfig.DEFAULT) }
    single { SignaturePublisher(get(), get()) }
    singleOf(::PetitionRepository)
}

fun ensureTopics() = AdminClient.create(kafkaConfig).use { admin ->
    for (name in listOf("petition-signatures", "petition-closed", "petition-moderation")) {
        try {
            admin.createTopics(listOf(NewTopic(name, 6, 3))).all().get()
        } catch (e: ExecutionException) {
            if (e.cause !is TopicExistsException) throw e
            log.info("topic {} exists", name)
        }
    }
}

fun main() {
    ensureTopics()
    startKoin { modules(kafkaModule) }
    log.info("petitions is up")
}
