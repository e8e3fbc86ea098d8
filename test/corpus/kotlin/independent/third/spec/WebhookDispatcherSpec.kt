package dev.hookline.dispatch

import io.kotest.core.extensions.install
import io.kotest.core.spec.style.StringSpec
import io.kotest.extensions.testcontainers.TestContainerSpecExtension
import io.kotest.extensions.testcontainers.kafka.consumer
import io.kotest.extensions.testcontainers.kafka.producer
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import kotlinx.coroutines.delay
import org.apache.kafka.clients.producer.ProducerRecord
import org.testcontainers.containers.KafkaContainer
import org.testcontainers.utility.DockerImageName
import java.time.Duration

private const val DELIVERIES = "webhook-deliveries"
private val failures = System.getenv("FAILURES_TOPIC") ?: "webhook-failures"

class WebhookDispatcherSpec : StringSpec({

    val kafka = install(TestContainerSpecExtension(KafkaContainer(DockerImageName.parse("confluentinc/cp-kafka:7.6.0"))))
    val http = mockk<HttpPoster>()

    "a 2xx response ends the delivery" {
        coEvery { http.post(any(), any()) } returns 204
        WebhookDispatcher(kafka.bootstrapServers, http).launchIn(this)

        kafka.producer().use { it.send(ProducerRecord(DELIVERIES, "hook-1", "https://example.org/in")).get() }
        delay(500)

        coVerify(exactly = 1) { http.post("https://example.org/in", any()) }
    }

    "a 5xx response is put aside" {
        coEvery { http.post(any(), any()) } returns 503

        kafka.producer().use { it.send(ProducerRecord(DELIVERIES, "hook-2", "https://example.org/down")).get() }

        val consumer = kafka.consumer()
        consumer.subscribe(listOf(failures))
        val records = consumer.poll(Duration.ofSeconds(10)).records(failures).toList()
        records shouldHaveSize 1
        records.first().key() shouldBe "hook-2"
        consumer.partitionsFor("webhook-stats").size shouldBe 1
    }
})
