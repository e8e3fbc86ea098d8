package com.gigpay.payout

import org.apache.kafka.clients.admin.AdminClient
import org.apache.kafka.clients.admin.NewTopic
import org.apache.kafka.clients.consumer.ConsumerConfig
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerConfig
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.kafka.common.serialization.StringSerializer
import org.awaitility.kotlin.await
import org.awaitility.kotlin.untilAsserted
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.testcontainers.redpanda.RedpandaContainer
import java.time.Duration

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayoutFlowIT {

    private val broker = RedpandaContainer("docker.redpanda.com/redpandadata/redpanda:v24.1.2")

    private val topics = listOf("payout-requests", "payout-results")

    @BeforeAll
    fun start() {
        broker.start()
        AdminClient.create(mapOf("bootstrap.servers" to broker.bootstrapServers)).use { admin ->
            admin.createTopics(topics.map { NewTopic(it, 1, 1.toShort()) }).all().get()
        }
        PayoutApp(broker.bootstrapServers).startAsync()
    }

    @Test
    fun `an accepted request yields a result`() {
        producer().use { it.send(ProducerRecord("payout-requests", "driver-7", """{"cents": 12050}""")).get() }

        consumer("payout-it").use { consumer ->
            consumer.subscribe(setOf("payout-results"))
            val values = mutableListOf<String>()
            await.atMost(Duration.ofSeconds(15)) untilAsserted {
                consumer.poll(Duration.ofMillis(100)).mapTo(values) { it.value() }
                assertEquals(listOf("PAID"), values)
            }
        }
    }

    private fun producer() = KafkaProducer(
        mapOf<String, Any>(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG to broker.bootstrapServers),
        StringSerializer(),
        StringSerializer(),
    )

    private fun consumer(group: String) = KafkaConsumer(
        mapOf<String, Any>(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG to broker.bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG to group,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG to "earliest",
        ),
        StringDeserializer(),
        StringDeserializer(),
    )
}
