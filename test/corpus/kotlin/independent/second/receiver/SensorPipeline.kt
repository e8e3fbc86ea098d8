package io.greenhouse.sensors

import io.github.nomisRev.kafka.createTopic
import io.github.nomisRev.kafka.Admin
import io.github.nomisRev.kafka.AdminSettings
import io.github.nomisRev.kafka.produce
import io.github.nomisRev.kafka.ProducerSettings
import io.github.nomisRev.kafka.receiver.AutoOffsetReset
import io.github.nomisRev.kafka.receiver.KafkaReceiver
import io.github.nomisRev.kafka.receiver.ReceiverSettings
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.apache.kafka.clients.admin.NewTopic
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.kafka.common.serialization.StringSerializer
import kotlin.time.Duration.Companion.seconds

private const val HUMIDITY = "greenhouse-humidity"

fun main(): Unit = runBlocking {
    val brokers = System.getenv("KAFKA_BOOTSTRAP") ?: "localhost:9092"

    Admin(AdminSettings(brokers)).use { client ->
        client.createTopic(NewTopic(HUMIDITY, 4, 1))
        client.createTopic(NewTopic("greenhouse-valves", 1, 1))
    }

    val receiverSettings = ReceiverSettings(
        bootstrapServers = brokers,
        keyDeserializer = StringDeserializer(),
        valueDeserializer = StringDeserializer(),
        groupId = "valve-controller",
        autoOffsetReset = AutoOffsetReset.Earliest,
        pollTimeout = 1.seconds,
    )
    val producerSettings = ProducerSettings(brokers, StringSerializer(), StringSerializer())

    launch {
        KafkaReceiver(receiverSettings)
            .receive(HUMIDITY)
            .map { record ->
                record.offset.acknowledge()
                val open = record.value().toDouble() < 0.4
                ProducerRecord("greenhouse-valves", record.key(), if (open) "open" else "close")
            }
            .produce(producerSettings)
            .collect { println("valve command at ${it.offset()}") }
    }

    launch {
        listOf("bed-1", "bed-2").asFlow()
            .map { bed -> ProducerRecord(HUMIDITY, bed, "0.35") }
            .produce(producerSettings)
            .collect()
    }
}
