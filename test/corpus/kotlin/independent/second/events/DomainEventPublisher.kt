package com.flatshare.events

import com.fasterxml.jackson.module.kotlin.jacksonObjectMapper
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.Producer
import org.apache.kafka.clients.producer.ProducerRecord
import org.slf4j.LoggerFactory
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.coroutines.suspendCoroutine

enum class EventTopic(val topicName: String, val keyed: Boolean = true) {
    LISTINGS("flatshare.listings"),
    VIEWINGS("flatshare.viewings"),
    CHAT("flatshare.chat-messages", keyed = false),
}

class DomainEventPublisher(
    private val producer: Producer<String, ByteArray>,
    private val source: String = "flatshare-api",
) : AutoCloseable {

    private val log = LoggerFactory.getLogger(javaClass)
    private val mapper = jacksonObjectMapper()

    suspend fun publish(topic: EventTopic, key: String, event: Any) {
        val record = ProducerRecord(
            topic.topicName,
            if (topic.keyed) key else null,
            mapper.writeValueAsBytes(event),
        ).apply {
            headers().add("ce_source", source.toByteArray())
            headers().add("ce_type", event::class.simpleName!!.toByteArray())
        }
        suspendCoroutine { cont ->
            producer.send(record) { metadata, e ->
                if (e != null) cont.resumeWithException(e) else cont.resume(metadata)
            }
        }
        log.debug("published {} to {}", key, topic)
    }

    fun publishDeletion(key: String) {
        producer.send(ProducerRecord<String, ByteArray>("flatshare.tombstones", key, null))
    }

    override fun close() = producer.close()

    companion object {
        fun connect(config: Map<String, Any>) = DomainEventPublisher(KafkaProducer(config))
    }
}
