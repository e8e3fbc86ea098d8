package com.opsgenix.lag

import com.codahale.metrics.MetricRegistry
import org.apache.kafka.clients.admin.Admin
import org.apache.kafka.clients.admin.OffsetSpec
import org.apache.kafka.clients.admin.RecordsToDelete
import org.apache.kafka.common.TopicPartition
import org.apache.kafka.common.config.ConfigResource
import org.slf4j.LoggerFactory
import java.util.Properties
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit.SECONDS

class LagReporter(props: Properties, private val metrics: MetricRegistry) : AutoCloseable {

    private val logger = LoggerFactory.getLogger(LagReporter::class.java)
    private val admin = Admin.create(props)
    private val executor = Executors.newSingleThreadScheduledExecutor()

    private val watched = setOf("billing-events", "crm-sync")
    private val groups = listOf("billing-writer", "crm-writer")

    fun start() {
        executor.scheduleAtFixedRate(::report, 0, 30, SECONDS)
    }

    private fun report() {
        val descriptions = admin.describeTopics(watched).allTopicNames().get()
        val partitions = descriptions.values.flatMap { d ->
            d.partitions().map { TopicPartition(d.name(), it.partition()) }
        }
        val ends = admin.listOffsets(partitions.associateWith { OffsetSpec.latest() }).all().get()
        groups.forEach { group ->
            val committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
            val lag = partitions.sumOf { tp ->
                val end = ends[tp]?.offset() ?: 0
                end - (committed[tp]?.offset() ?: end)
            }
            metrics.histogram("lag.$group").update(lag)
            logger.debug("group {} lags {}", group, lag)
        }
    }

    fun truncateDeadLetters(before: Long) {
        val tp = TopicPartition("crm-sync-dead", 0)
        admin.deleteRecords(mapOf(tp to RecordsToDelete.beforeOffset(before))).all().get()
    }

    fun retention(): String? {
        val resource = ConfigResource(ConfigResource.Type.TOPIC, "billing-events")
        return admin.describeConfigs(listOf(resource)).all().get()[resource]?.get("retention.ms")?.value()
    }

    override fun close() {
        executor.shutdownNow()
        admin.close()
    }
}
