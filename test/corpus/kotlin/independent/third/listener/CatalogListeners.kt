package com.bookbarn.catalog

import io.github.oshai.kotlinlogging.KotlinLogging
import org.springframework.kafka.annotation.KafkaHandler
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.annotation.PartitionOffset
import org.springframework.kafka.annotation.TopicPartition
import org.springframework.kafka.support.KafkaHeaders
import org.springframework.messaging.handler.annotation.Header
import org.springframework.messaging.handler.annotation.Payload
import org.springframework.messaging.handler.annotation.SendTo
import org.springframework.stereotype.Component
import java.util.concurrent.ConcurrentHashMap

private val log = KotlinLogging.logger {}

@Component
@KafkaListener(id = "catalog-commands", topics = ["catalog-commands"], groupId = "catalog")
class CatalogCommandListener(private val catalog: Catalog) {

    @KafkaHandler
    fun add(cmd: AddBook) = catalog.add(cmd.isbn, cmd.title)

    @KafkaHandler
    fun withdraw(cmd: WithdrawBook) = catalog.withdraw(cmd.isbn)

    @KafkaHandler(isDefault = true)
    fun unknown(@Payload payload: Any) {
        log.warn { "ignoring ${payload.javaClass.name}" }
    }
}

@Component
class PriceListener {

    private val prices = ConcurrentHashMap<String, Long>()

    @KafkaListener(
        id = "prices-from-start",
        topicPartitions = [
            TopicPartition(
                topic = "publisher-prices",
                partitionOffsets = [
                    PartitionOffset(partition = "0", initialOffset = "0"),
                    PartitionOffset(partition = "1", initialOffset = "0"),
                ],
            ),
        ],
    )
    fun price(@Header(KafkaHeaders.RECEIVED_KEY) isbn: String, cents: Long) {
        prices[isbn] = cents
    }

    @KafkaListener(topics = ["price-queries"], groupId = "price-queries")
    @SendTo("price-answers")
    fun answer(isbn: String): String = prices[isbn]?.toString() ?: "unknown"
}
