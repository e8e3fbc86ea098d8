package com.cinemax.booking

import com.ninjasquad.springmockk.SpykBean
import io.mockk.verify
import org.apache.kafka.clients.consumer.Consumer
import org.apache.kafka.common.serialization.StringDeserializer
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.kafka.core.DefaultKafkaConsumerFactory
import org.springframework.kafka.core.KafkaTemplate
import org.springframework.kafka.test.EmbeddedKafkaBroker
import org.springframework.kafka.test.context.EmbeddedKafka
import org.springframework.kafka.test.utils.KafkaTestUtils
import org.springframework.test.context.ActiveProfiles
import java.time.Duration

@SpringBootTest
@ActiveProfiles("kafka-test")
@EmbeddedKafka(
    partitions = 1,
    topics = [SEATS_HELD, "cinemax.tickets"],
    bootstrapServersProperty = "spring.kafka.bootstrap-servers",
)
class BookingKafkaTest @Autowired constructor(
    private val broker: EmbeddedKafkaBroker,
    private val template: KafkaTemplate<String, String>,
) {

    @SpykBean
    private lateinit var handler: SeatHoldHandler

    private lateinit var consumer: Consumer<String, String>

    @BeforeEach
    fun setUp() {
        val props = KafkaTestUtils.consumerProps("booking-test", "true", broker)
        consumer = DefaultKafkaConsumerFactory(props, StringDeserializer(), StringDeserializer()).createConsumer()
        broker.consumeFromEmbeddedTopics(consumer, "cinemax.tickets")
    }

    @AfterEach
    fun tearDown() = consumer.close()

    @Test
    fun `paid hold becomes a ticket`() {
        template.send(SEATS_HELD, "show-3", """{"seats":["A1","A2"],"paid":true}""").get()

        verify(timeout = 5_000) { handler.handle(any()) }
        val ticket = KafkaTestUtils.getSingleRecord(consumer, "cinemax.tickets", Duration.ofSeconds(5))
        assertThat(ticket.key()).isEqualTo("show-3")
    }
}

private const val SEATS_HELD = "cinemax.seats-held"
