package aero.gatehub

import io.vertx.core.json.JsonObject
import io.vertx.kafka.client.consumer.KafkaConsumer
import io.vertx.kafka.client.producer.KafkaProducer
import io.vertx.kafka.client.producer.KafkaProducerRecord
import io.vertx.kotlin.coroutines.CoroutineVerticle
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.launch
import org.slf4j.LoggerFactory

class GateVerticle : CoroutineVerticle() {

    private val log = LoggerFactory.getLogger(GateVerticle::class.java)

    private lateinit var consumer: KafkaConsumer<String, JsonObject>
    private lateinit var producer: KafkaProducer<String, JsonObject>

    override suspend fun start() {
        val settings = mapOf(
            "bootstrap.servers" to config.getString("brokers"),
            "group.id" to "gatehub",
            "auto.offset.reset" to "earliest",
        )
        producer = KafkaProducer.create(vertx, settings)
        consumer = KafkaConsumer.create(vertx, settings)
        consumer.handler { record ->
            launch { assign(record.key(), record.value()) }
        }
        consumer.subscribe("flight-schedule").coAwait()

        vertx.eventBus().consumer<JsonObject>("gates.close") { msg ->
            producer.write(KafkaProducerRecord.create("gate-closures", msg.body()))
        }
    }

    private suspend fun assign(flight: String, schedule: JsonObject) {
        val gate = pickGate(schedule.getString("terminal"))
        val metadata = producer.send(
            KafkaProducerRecord.create(
                "gate-assignments",
                flight,
                JsonObject().put("gate", gate).put("flight", flight),
            ),
        ).coAwait()
        log.info("flight {} at gate {}, offset {}", flight, gate, metadata.offset)
        vertx.eventBus().publish("gates.assigned", gate)
    }

    private fun pickGate(terminal: String) = "$terminal-${(1..40).random()}"

    override suspend fun stop() {
        consumer.unsubscribe().coAwait()
    }
}
