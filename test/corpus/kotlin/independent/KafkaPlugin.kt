package dev.chat.plugins

import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopping
import io.ktor.server.application.call
import io.ktor.server.request.receiveText
import io.ktor.server.response.respondText
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import java.time.Duration
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

enum class ChatTopic(val topicName: String) {
    MESSAGES("chat-messages"),
    PRESENCE("chat-presence"),
}

suspend fun KafkaProducer<String, String>.dispatch(topic: String, value: String) =
    suspendCoroutine { cont ->
        send(ProducerRecord(topic, value)) { meta, _ -> cont.resume(meta) }
    }

fun Application.configureKafka(producer: KafkaProducer<String, String>, consumer: KafkaConsumer<String, String>) {
    val moderation = environment.config.propertyOrNull("kafka.moderation")?.getString() ?: "chat_moderation"

    launch(Dispatchers.IO) {
        consumer.subscribe(setOf(moderation, ChatTopic.PRESENCE.topicName))
        while (isActive) {
            for (record in consumer.poll(Duration.ofSeconds(1))) {
                this@configureKafka.log.info("moderated on topic ${record.topic()}: ${record.value()}")
            }
        }
    }

    routing {
        post("/messages") {
            producer.send(ProducerRecord(ChatTopic.MESSAGES.topicName, call.receiveText()))
            producer.dispatch("chat-notifications", "new message")
            call.respondText("queued")
        }
        post("/typing") {
            // producer.dispatch("chat-typing", "x")
            call.respondText("chat-typing is not stored")
        }
    }

    environment.monitor.subscribe(ApplicationStopping) {
        producer.close()
        consumer.wakeup()
    }
}
