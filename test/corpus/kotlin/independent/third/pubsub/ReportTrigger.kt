package com.adtally.reports

import com.google.cloud.pubsub.v1.AckReplyConsumer
import com.google.cloud.pubsub.v1.Publisher
import com.google.cloud.pubsub.v1.Subscriber
import com.google.cloud.pubsub.v1.TopicAdminClient
import com.google.protobuf.ByteString
import com.google.pubsub.v1.ProjectSubscriptionName
import com.google.pubsub.v1.PubsubMessage
import com.google.pubsub.v1.TopicName
import org.slf4j.LoggerFactory

class ReportTrigger(private val project: String = System.getenv("GCP_PROJECT") ?: "adtally-dev") {

    private val log = LoggerFactory.getLogger(ReportTrigger::class.java)
    private val topic: TopicName = TopicName.of(project, "report-triggers")
    private val publisher: Publisher = Publisher.newBuilder(topic).build()

    fun createTopics() = TopicAdminClient.create().use { admin ->
        for (name in listOf("report-triggers", "report-results")) {
            admin.createTopic(TopicName.of(project, name))
        }
    }

    fun trigger(report: String) {
        val message = PubsubMessage.newBuilder()
            .setData(ByteString.copyFromUtf8(report))
            .putAttributes("topic", "reports")
            .build()
        publisher.publish(message)
    }

    fun listen(onReport: (String) -> Unit): Subscriber {
        val subscription = ProjectSubscriptionName.of(project, "report-worker")
        return Subscriber.newBuilder(subscription) { msg: PubsubMessage, ack: AckReplyConsumer ->
            onReport(msg.data.toStringUtf8())
            ack.ack()
        }.build().also {
            log.info("listening on {}", subscription)
            it.startAsync()
        }
    }
}
