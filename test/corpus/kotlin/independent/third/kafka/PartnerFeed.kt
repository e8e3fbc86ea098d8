package com.tradelane.partner

import com.tradelane.shared.KafkaTopics
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.TopicPartition
import org.slf4j.LoggerFactory
import java.time.Duration
import java.util.Properties
import java.util.regex.Pattern

class PartnerFeed(private val props: Properties, private val tenant: String) {

    private val logger = LoggerFactory.getLogger(PartnerFeed::class.java)

    private val listener = object : ConsumerRebalanceListener {
        override fun onPartitionsRevoked(partitions: Collection<TopicPartition>) =
            logger.info("revoked {} of topic partner-feed", partitions.size)

        override fun onPartitionsAssigned(partitions: Collection<TopicPartition>) =
            logger.info("assigned {}", partitions)
    }

    fun run() {
        props["group.id"] = "partner-feed"
        KafkaConsumer<String, String>(props).use { consumer ->
            consumer.subscribe(Pattern.compile("partner-[a-z]+-feed"), listener)
            KafkaProducer<String, String>(props).use { producer ->
                while (true) {
                    consumer.poll(Duration.ofSeconds(1)).forEach {
                        producer.send(ProducerRecord(KafkaTopics.normalised(tenant), "partner", it.value()))
                        producer.send(ProducerRecord(it.topic() + props["suffix"], it.key(), it.value()))
                    }
                }
            }
        }
    }
}
