package com.agrimarket.bus

import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import org.apache.kafka.clients.consumer.Consumer
import org.apache.kafka.clients.producer.Producer
import org.apache.kafka.clients.producer.ProducerRecord
import org.slf4j.LoggerFactory
import java.time.Duration

@Serializable
data class Harvest(val farm: String, val crop: String, val tonnes: Double)

@Serializable
data class Bid(val lot: String, val cents: Long)

object Bus {
    private const val HARVESTS = "agrimarket.harvests"
    private val BIDS: String = "agrimarket.bids"

    private val log = LoggerFactory.getLogger("bus")

    fun harvest(producer: Producer<String, String>, harvest: Harvest) =
        producer.emit(HARVESTS, harvest.farm, harvest, Harvest.serializer())

    fun bid(producer: Producer<String, String>, bid: Bid) {
        val record = ProducerRecord(BIDS, bid.lot, Json.encodeToString(Bid.serializer(), bid))
        record.headers().add("currency", "EUR".toByteArray())
        producer.send(record)
    }

    fun listen(consumer: Consumer<String, String>, onBid: (Bid) -> Unit, onHarvest: (Harvest) -> Unit) {
        consumer.subscribe(listOf(HARVESTS, BIDS))
        while (!Thread.interrupted()) {
            for (record in consumer.poll(Duration.ofMillis(500))) {
                when (record.topic()) {
                    BIDS -> onBid(Json.decodeFromString(Bid.serializer(), record.value()))
                    HARVESTS -> onHarvest(Json.decodeFromString(Harvest.serializer(), record.value()))
                    else -> log.warn("unexpected topic {}", record.topic())
                }
            }
        }
    }

    private fun <T> Producer<String, String>.emit(topic: String, key: String, value: T, serializer: KSerializer<T>) {
        send(ProducerRecord(topic, key, Json.encodeToString(serializer, value))) { md, e ->
            if (e != null) log.error("could not emit to {}", topic, e) else log.trace("offset {}", md.offset())
        }
    }
}
