package io.library.messaging

import io.micronaut.configuration.kafka.annotation.KafkaClient
import io.micronaut.configuration.kafka.annotation.KafkaKey
import io.micronaut.configuration.kafka.annotation.KafkaListener
import io.micronaut.configuration.kafka.annotation.OffsetReset
import io.micronaut.configuration.kafka.annotation.Topic
import io.micronaut.messaging.annotation.MessageBody
import io.micronaut.messaging.annotation.MessageHeader
import org.slf4j.LoggerFactory

@KafkaClient("library-client")
interface LoanClient {

    @Topic("book-lent")
    fun lent(@KafkaKey isbn: String, @MessageBody reader: String)

    @Topic(Names.RETURNED)
    fun returned(@KafkaKey isbn: String, @MessageHeader("X-Branch") branch: String, @MessageBody reader: String)

    fun any(@Topic topic: String, @KafkaKey key: String, value: String)
}

object Names {
    const val RETURNED = "book_returned"
    const val SHELF = "shelf"
}

@KafkaListener(
    groupId = "library",
    clientId = "library-listener",
    offsetReset = OffsetReset.EARLIEST,
)
class ReservationListener {

    private val log = LoggerFactory.getLogger(ReservationListener::class.java)

    @Topic("reservations.new", "reservations.changed")
    fun reserved(@KafkaKey isbn: String, body: String) {
        log.info("reservation of {} on {}: {}", isbn, Names.SHELF, body)
    }

    @Topic(patterns = ["reservations-.*"])
    fun all(body: String) {
        log.trace("reservation topic {}", body)
    }
}
