package io.weather

import java.time.Duration
import java.util.Properties
import org.apache.kafka.clients.admin.AdminClient
import org.apache.kafka.clients.admin.NewTopic
import org.apache.kafka.clients.consumer.ConsumerConfig
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.TopicPartition
import org.apache.kafka.common.serialization.StringDeserializer

val forecastTopic: String = System.getenv("FORECAST_TOPIC") ?: "weather-forecast"

object Topics {
    const val OBSERVATIONS = "weather_observations"
    val warnings = "weather.warnings"
}

fun env(name: String, default: String) = System.getenv(name) ?: default

fun consumerProps() = Properties().apply {
    put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, env("BOOTSTRAP", "localhost:9092"))
    put(ConsumerConfig.GROUP_ID_CONFIG, "weather-main")
    put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer::class.java.name)
    put("auto.offset.reset", "earliest")
}

fun main() {
    AdminClient.create(consumerProps()).use { admin ->
        admin.createTopics(
            listOf(
                NewTopic(Topics.OBSERVATIONS, 6, 1.toShort()),
                NewTopic("weather-radar", 1, 1).configs(mapOf("cleanup.policy" to "compact")),
            ),
        )
    }

    KafkaProducer<String, String>(consumerProps()).use { producer ->
        producer.send(ProducerRecord(forecastTopic, "berlin", "sunny"))
        producer.send(ProducerRecord("weather.heartbeat", "alive")) { meta, e ->
            println(e?.message ?: "topic ${meta.topic()} offset ${meta.offset()}")
        }
        val warning = ProducerRecord<String, String>(
            Topics.warnings,
            0,
            "hamburg",
            """
            { "topic": "storm", "level": 4 }
            """.trimIndent(),
        )
        producer.send(warning)
    }

    KafkaConsumer<String, String>(consumerProps()).use { consumer ->
        consumer.subscribe(listOf(Topics.OBSERVATIONS, "WeatherStations"))
        while (true) {
            consumer.poll(Duration.ofMillis(250)).forEach { println("${it.key()} -> ${it.value()}") }
            consumer.pause(setOf(TopicPartition("WeatherStations", 0)))
        }
    }
}
