package com.legaldesk.cases.outbox

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import org.apache.kafka.clients.producer.Producer
import org.apache.kafka.clients.producer.ProducerRecord
import org.jetbrains.exposed.sql.SortOrder
import org.jetbrains.exposed.sql.Table
import org.jetbrains.exposed.sql.deleteWhere
import org.jetbrains.exposed.sql.selectAll
import org.jetbrains.exposed.sql.transactions.transaction
import org.slf4j.LoggerFactory

object Outbox : Table("outbox") {
    val id = long("id").autoIncrement()
    val kind = varchar("kind", 40)
    val key = varchar("message_key", 80)
    val body = text("body")
    override val primaryKey = PrimaryKey(id)
}

class OutboxForwarder(private val producer: Producer<String, String>) {

    private val logger = LoggerFactory.getLogger(OutboxForwarder::class.java)

    fun start(scope: CoroutineScope) = scope.launch {
        while (isActive) {
            val count = forward(limit = 200)
            if (count == 0) delay(300)
        }
    }

    private fun forward(limit: Int): Int = transaction {
        val rows = Outbox.selectAll().orderBy(Outbox.id, SortOrder.ASC).limit(limit).toList()
        rows.forEach { row ->
            val topic = topicsByKind[row[Outbox.kind]] ?: error("no topic for ${row[Outbox.kind]}")
            producer.send(ProducerRecord(topic, row[Outbox.key], row[Outbox.body])).get()
            Outbox.deleteWhere { with(it) { id eq row[Outbox.id] } }
        }
        if (rows.isNotEmpty()) {
            logger.info("forwarded {} rows", rows.size)
            producer.send(ProducerRecord("legaldesk.outbox-heartbeat", "cases", rows.size.toString()))
        }
        rows.size
    }

    companion object {
        private val topicsByKind = mapOf(
            "case-opened" to "legaldesk.cases",
            "hearing-scheduled" to "legaldesk.hearings",
            "invoice" to "legaldesk.invoices",
        )
    }
}
