package com.tixly.refund

import io.mockk.Runs
import io.mockk.every
import io.mockk.just
import io.mockk.mockk
import io.mockk.verify
import org.apache.kafka.clients.consumer.ConsumerRecord
import org.apache.kafka.clients.consumer.MockConsumer
import org.apache.kafka.clients.consumer.OffsetResetStrategy
import org.apache.kafka.clients.producer.MockProducer
import org.apache.kafka.common.TopicPartition
import org.apache.kafka.common.serialization.StringSerializer
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

internal class RefundConsumerTest {

    private val gateway = mockk<PaymentGateway>()
    private val consumer = MockConsumer<String, String>(OffsetResetStrategy.EARLIEST)
    private val producer = MockProducer(true, StringSerializer(), StringSerializer())
    private val partition = TopicPartition(REFUNDS, 0)

    @BeforeEach
    fun setup() {
        every { gateway.refund(any(), any()) } just Runs
        consumer.schedulePollTask {
            consumer.rebalance(listOf(partition))
            consumer.updateBeginningOffsets(mapOf(partition to 0L))
        }
    }

    @Test
    fun `refunds every request once`() {
        consumer.schedulePollTask {
            consumer.addRecord(ConsumerRecord(REFUNDS, 0, 0L, "order-1", "1500"))
            consumer.addRecord(ConsumerRecord("ticket-refunds", 0, 1L, "order-1", "1500"))
        }
        consumer.schedulePollTask { consumer.wakeup() }

        RefundConsumer(consumer, producer, gateway).run()

        verify(exactly = 1) { gateway.refund("order-1", 1500) }
        assertTrue(consumer.closed())
    }

    @Test
    fun `starts at the committed offset`() {
        consumer.schedulePollTask {
            consumer.seek(TopicPartition("ticket-refunds", 0), 5L)
        }
        consumer.schedulePollTask { consumer.wakeup() }

        RefundConsumer(consumer, producer, gateway).run()

        assertEquals(0, producer.history().size)
    }

    private companion object {
        const val REFUNDS = "ticket-refunds"
    }
}
