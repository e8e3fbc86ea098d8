package dev.hivemind.notes

import io.github.flaxoos.ktor.server.plugins.kafka.Kafka
import io.github.flaxoos.ktor.server.plugins.kafka.MessageTimestampType
import io.github.flaxoos.ktor.server.plugins.kafka.TopicName
import io.github.flaxoos.ktor.server.plugins.kafka.admin
import io.github.flaxoos.ktor.server.plugins.kafka.common
import io.github.flaxoos.ktor.server.plugins.kafka.components.fromRecord
import io.github.flaxoos.ktor.server.plugins.kafka.components.toRecord
import io.github.flaxoos.ktor.server.plugins.kafka.consumer
import io.github.flaxoos.ktor.server.plugins.kafka.consumerConfig
import io.github.flaxoos.ktor.server.plugins.kafka.consumerRecordHandler
import io.github.flaxoos.ktor.server.plugins.kafka.kafkaProducer
import io.github.flaxoos.ktor.server.plugins.kafka.producer
import io.github.flaxoos.ktor.server.plugins.kafka.topic
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.call
import io.ktor.server.application.install
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import org.apache.kafka.clients.producer.ProducerRecord

private val edits = TopicName.named("notes-edits")

fun Application.kafka(index: SearchIndex) {
    install(Kafka) {
        schemaRegistryUrl = "http://localhost:8081"
        topic(edits) {
            partitions = 3
            replicas = 1
            configs {
                messageTimestampType = MessageTimestampType.CreateTime
            }
        }
        common { bootstrapServers = listOf("localhost:9092") }
        admin { clientId = "notes-admin" }
        producer { clientId = "notes-producer" }
        consumer {
            groupId = "notes-indexer"
            clientId = "notes-consumer"
        }
        consumerConfig {
            consumerRecordHandler(edits) { record ->
                index.update(fromRecord(record.value()))
            }
        }
    }

    routing {
        post("/notes/{id}") {
            val edit = call.receive<NoteEdit>()
            val id = call.parameters["id"]!!
            call.application.kafkaProducer?.send(ProducerRecord(edits.value, id, edit.toRecord()))
            call.application.kafkaProducer?.send(ProducerRecord("notes-activity", id, edit.toActivity().toRecord()))
            call.respond(HttpStatusCode.Accepted)
        }
    }
}
