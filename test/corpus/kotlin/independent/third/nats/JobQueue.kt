package com.renderfarm.jobs

import io.nats.client.Connection
import io.nats.client.JetStream
import io.nats.client.Nats
import io.nats.client.Options
import io.nats.client.PushSubscribeOptions
import io.nats.client.api.RetentionPolicy
import io.nats.client.api.StreamConfiguration
import org.slf4j.LoggerFactory
import java.time.Duration

/** Replaces the old Kafka based queue: topics are now subjects. */
class JobQueue(url: String) : AutoCloseable {

    private val log = LoggerFactory.getLogger(JobQueue::class.java)
    private val connection: Connection = Nats.connect(Options.Builder().server(url).connectionName("jobs").build())
    private val jetStream: JetStream = connection.jetStream()

    init {
        connection.jetStreamManagement().addStream(
            StreamConfiguration.builder()
                .name(STREAM)
                .subjects(TOPIC_SUBMITTED, "jobs.finished")
                .retentionPolicy(RetentionPolicy.WorkQueue)
                .maxAge(Duration.ofDays(2))
                .build(),
        )
    }

    fun submit(job: ByteArray) {
        val ack = jetStream.publish(TOPIC_SUBMITTED, job)
        log.debug("submitted as {}", ack.seqno)
    }

    fun work(handler: (ByteArray) -> Unit) {
        val subscription = jetStream.subscribe(TOPIC_SUBMITTED, PushSubscribeOptions.builder().durable("worker").build())
        while (connection.status == Connection.Status.CONNECTED) {
            val msg = subscription.nextMessage(Duration.ofSeconds(1)) ?: continue
            handler(msg.data)
            msg.ack()
            connection.publish("jobs.finished", msg.data)
        }
    }

    override fun close() = connection.close()

    companion object {
        private const val STREAM = "JOBS"
        private const val TOPIC_SUBMITTED = "jobs.submitted"
    }
}
