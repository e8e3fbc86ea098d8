package com.stayhub.reservations.config

import org.apache.kafka.clients.admin.NewTopic
import org.apache.kafka.common.TopicPartition
import org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG
import org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG
import org.springframework.beans.factory.annotation.Value
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.kafka.config.TopicBuilder
import org.springframework.kafka.core.KafkaAdmin.NewTopics
import org.springframework.kafka.core.KafkaOperations
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer
import org.springframework.kafka.listener.DefaultErrorHandler
import org.springframework.util.backoff.ExponentialBackOff
import kotlin.time.Duration.Companion.days

@Configuration
class TopicsConfiguration(
    @Value("\${stayhub.kafka.partitions:3}") private val partitionCount: Int,
) {

    @Bean
    fun reservations(): NewTopic = TopicBuilder.name("stayhub.reservations")
        .partitions(partitionCount)
        .config(RETENTION_MS_CONFIG, 30.days.inWholeMilliseconds.toString())
        .build()

    @Bean
    fun others() = NewTopics(
        *compacted.map { TopicBuilder.name(it).partitions(1).config(CLEANUP_POLICY_CONFIG, "compact").build() }
            .toTypedArray(),
        NewTopic(DEAD_LETTERS, 1, 1),
    )

    @Bean
    fun errorHandler(operations: KafkaOperations<Any, Any>): DefaultErrorHandler {
        val recoverer = DeadLetterPublishingRecoverer(operations) { _, _ -> TopicPartition(DEAD_LETTERS, 0) }
        return DefaultErrorHandler(recoverer, ExponentialBackOff(500, 1.5)).apply {
            addNotRetryableExceptions(IllegalStateException::class.java)
        }
    }

    private companion object {
        const val DEAD_LETTERS = "stayhub.dead-letters"
        val compacted = listOf(
            "stayhub.hotels",
            "stayhub.rooms",
            // rates follow when the pricing team is ready
        )
    }
}
