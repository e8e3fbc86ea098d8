package com.acme.common.kafka

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient
import org.apache.kafka.clients.CommonClientConfigs
import org.apache.kafka.clients.consumer.Consumer
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.Producer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.config.SaslConfigs
import org.slf4j.LoggerFactory
import org.slf4j.MDC

private val log = LoggerFactory.getLogger("kafka-clients")

data class ClientConfig(
    val brokers: String = "localhost:9092",
    val groupId: String = "default-group",
    val clientId: String = "default-client",
    val topics: List<String>,
)

class KafkaClientFactory(private val config: ClientConfig) {

    fun consumer(): Consumer<String, String> {
        val props = mapOf<String, Any>(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG to config.brokers,
            SaslConfigs.SASL_MECHANISM to "SCRAM-SHA-512",
            "group.id" to config.groupId,
            "client.id" to "${config.clientId}-consumer",
            "isolation.level" to "read_committed",
        )
        return KafkaConsumer<String, String>(props).also {
            it.subscribe(config.topics)
            log.info("subscribed to topic list: {}", config.topics)
        }
    }

    fun send(producer: Producer<String, String>, topic: String, id: String) {
        MDC.put("topic", "mdc-value")
        val record = ProducerRecord(topic, "customer-$id", "customer-created")
        record.headers().add("type", "customer-created".toByteArray())
        producer.send(record)
    }

    fun subjects(): List<String> {
        val registry = CachedSchemaRegistryClient("http://registry:8081", 100)
        return listOf("customers-value", "customers-key").filter { it in registry.allSubjects }
    }
}
