package no.arkiv.dokument

import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopping
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.errors.WakeupException
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.kafka.common.serialization.StringSerializer
import org.slf4j.LoggerFactory
import java.time.Duration
import java.util.Properties

private val log = LoggerFactory.getLogger("document-consumer")

private val env = System.getenv()

data class Environment(
    val brokers: String = env["KAFKA_BROKERS"] ?: "localhost:29092",
    val groupId: String = env["KAFKA_GROUP_ID"] ?: "dokument-arkiv",
    val journalTopic: String = System.getenv("JOURNAL_TOPIC") ?: "arkiv.journalposter",
    val receiptTopic: String = System.getenv("RECEIPT_TOPIC") ?: "arkiv.kvitteringer",
)

fun Application.documentConsumer(archive: Archive, environment: Environment = Environment()) {
    val props = Properties().apply {
        this["bootstrap.servers"] = environment.brokers
        this["group.id"] = environment.groupId
        this["enable.auto.commit"] = "false"
    }
    val consumer = KafkaConsumer(props, StringDeserializer(), StringDeserializer())
    val producer = KafkaProducer(props, StringSerializer(), StringSerializer())
    environment.monitor(this)

    CoroutineScope(Dispatchers.IO).launch {
        consumer.subscribe(listOf(environment.journalTopic))
        try {
            while (isActive) {
                consumer.poll(Duration.ofSeconds(1)).forEach { record ->
                    val id = archive.store(record.value())
                    producer.send(ProducerRecord(environment.receiptTopic, record.key(), id))
                }
                consumer.commitSync()
            }
        } catch (e: WakeupException) {
            log.info("stopping")
        } finally {
            consumer.close()
        }
    }
}

private fun Environment.monitor(app: Application) {
    app.environment.monitor.subscribe(ApplicationStopping) { log.info("group {} is leaving", groupId) }
}
