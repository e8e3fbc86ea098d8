package com.canteen.menu

import io.mockk.CapturingSlot
import io.mockk.every
import io.mockk.mockk
import io.mockk.slot
import io.mockk.verify
import org.apache.kafka.clients.producer.MockProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.serialization.StringSerializer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DisplayName
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test
import org.springframework.kafka.core.KafkaTemplate
import java.util.concurrent.CompletableFuture

class MenuPublisherTest {

    private val kafkaTemplate = mockk<KafkaTemplate<String, Menu>>()
    private val publisher = MenuPublisher(kafkaTemplate)

    @Nested
    @DisplayName("publish")
    inner class Publish {

        private val menu: CapturingSlot<Menu> = slot()

        @Test
        fun `sends the menu of the day`() {
            every { kafkaTemplate.send("canteen-menus", any(), capture(menu)) } returns CompletableFuture()

            publisher.publish("monday", listOf("soup", "dal"))

            assertEquals(2, menu.captured.dishes.size)
            verify(exactly = 1) { kafkaTemplate.send("canteen-menus", "monday", any()) }
        }

        @Test
        fun `does not send an empty menu`() {
            publisher.publish("sunday", emptyList())

            verify(exactly = 0) { kafkaTemplate.send(any<String>(), any(), any()) }
        }
    }

    @Nested
    inner class Allergens {

        private val producer = MockProducer(true, StringSerializer(), StringSerializer())

        @Test
        fun `one record per allergen`() {
            AllergenPublisher(producer).publish("dal", setOf("mustard"))

            val expected = ProducerRecord("canteen-allergens", "dal", "mustard")
            assertEquals(listOf(expected), producer.history())
        }
    }
}
