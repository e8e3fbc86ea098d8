package org.trackr.connect

import org.apache.kafka.common.config.AbstractConfig
import org.apache.kafka.common.config.ConfigDef
import org.apache.kafka.connect.data.Schema
import org.apache.kafka.connect.data.SchemaBuilder
import org.apache.kafka.connect.data.Struct
import org.apache.kafka.connect.source.SourceRecord
import org.apache.kafka.connect.source.SourceTask
import org.slf4j.LoggerFactory
import java.time.Instant

class IssueSourceTask : SourceTask() {

    private val log = LoggerFactory.getLogger(javaClass)
    private lateinit var api: TrackerApi
    private var since: Instant = Instant.EPOCH

    override fun version(): String = "1.4.0"

    override fun start(props: Map<String, String>) {
        val config = AbstractConfig(CONFIG, props)
        api = TrackerApi(config.getString("tracker.url"))
        val offset = context.offsetStorageReader().offset(mapOf("project" to api.project))
        since = offset?.get("updated_at")?.let { Instant.parse(it as String) } ?: Instant.EPOCH
    }

    override fun poll(): List<SourceRecord> {
        val issues = api.updatedSince(since)
        if (issues.isEmpty()) {
            Thread.sleep(1_000)
            return emptyList()
        }
        log.info("{} issues changed", issues.size)
        since = issues.last().updatedAt
        return issues.map { issue ->
            SourceRecord(
                mapOf("project" to api.project),
                mapOf("updated_at" to issue.updatedAt.toString()),
                ISSUES_TOPIC,
                Schema.STRING_SCHEMA,
                issue.key,
                VALUE_SCHEMA,
                Struct(VALUE_SCHEMA).put("title", issue.title).put("state", issue.state),
            )
        }
    }

    override fun stop() = api.close()

    companion object {
        private const val ISSUES_TOPIC = "trackr-issues"

        val VALUE_SCHEMA: Schema = SchemaBuilder.struct().name("org.trackr.Issue")
            .field("title", Schema.STRING_SCHEMA)
            .field("state", Schema.STRING_SCHEMA)
            .build()

        val CONFIG: ConfigDef = ConfigDef()
            .define("tracker.url", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Base URL")
    }
}
