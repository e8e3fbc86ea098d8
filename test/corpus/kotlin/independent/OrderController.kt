package com.acme.orders.api

import com.acme.orders.OrderDto
import org.slf4j.LoggerFactory
import org.springframework.beans.factory.annotation.Value
import org.springframework.http.ResponseEntity
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.annotation.TopicPartition
import org.springframework.kafka.core.KafkaTemplate
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RequestBody
import org.springframework.web.bind.annotation.RestController

private const val ORDER_TOPIC = "orderPlaced"

@RestController
class OrderController(
    private val kafkaTemplate: KafkaTemplate<String, OrderDto>,
    @Value("\${orders.topics.audit}") private val auditTopic: String,
) {
    private val log = LoggerFactory.getLogger(javaClass)

    companion object {
        const val SHIPPED = "order-shipped"
        const val GROUP = "orders"
    }

    @PostMapping("/orders")
    fun place(@RequestBody order: OrderDto): ResponseEntity<String> {
        kafkaTemplate.send(ORDER_TOPIC, order.id, order).whenComplete { result, ex ->
            if (ex != null) log.error("could not send to orders topic", ex)
            else log.info("sent to ${result.recordMetadata.topic()}")
        }
        kafkaTemplate.send(auditTopic, order)
        return ResponseEntity.accepted().body(order.id)
    }

    @KafkaListener(topics = [SHIPPED], groupId = GROUP)
    fun shipped(order: OrderDto) {
        log.info("shipped {}", order.id)
    }

    @KafkaListener(
        id = "returns",
        topics = [
            "order_returned",
            // "order_returned_v0",
            "orders.order.event.return_requested.v1",
        ],
        groupId = "orders-returns",
    )
    fun returned(order: OrderDto) = log.info("returned {}", order.id)

    @KafkaListener(topics = ["\${orders.topics.stock:stock-changes}"])
    fun stock(raw: String) = log.debug(raw)

    @KafkaListener(
        topicPartitions = [TopicPartition(topic = "order.snapshots", partitions = ["0-3"])],
        groupId = "orders-snapshots",
    )
    fun snapshots(raw: String) = log.debug("snapshot: {}", raw)

    @KafkaListener(topicPattern = "orders\\..*", groupId = "all")
    fun all(raw: String) = log.trace(raw)
}
