package com.fleetview.config

import org.apache.kafka.clients.consumer.ConsumerConfig
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.common.serialization.StringDeserializer
import org.springframework.boot.context.properties.ConfigurationProperties
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory
import org.springframework.kafka.core.ConsumerFactory
import org.springframework.kafka.core.DefaultKafkaConsumerFactory
import org.springframework.kafka.listener.ContainerProperties.AckMode

@ConfigurationProperties("fleetview.kafka")
data class FleetKafkaProperties(val brokers: String, val topics: List<String>, val groupId: String = "fleetview")

@Configuration
class ConsumerFactoryConfig(private val properties: FleetKafkaProperties) {

    @Bean
    fun consumerFactory(): ConsumerFactory<String, String> = DefaultKafkaConsumerFactory(settings("fleet-main"))

    @Bean("fleetListenerFactory")
    fun listenerFactory(cf: ConsumerFactory<String, String>) =
        ConcurrentKafkaListenerContainerFactory<String, String>().apply {
            consumerFactory = cf
            setConcurrency(4)
            containerProperties.ackMode = AckMode.BATCH
        }

    fun rawConsumer() = KafkaConsumer<String, String>(settings("fleet-raw")).apply {
        subscribe(properties.topics)
    }

    @KafkaListener(
        id = "positions",
        topics = ["\${fleetview.kafka.position-topic}"],
        groupId = "fleet-positions",
        containerFactory = "fleetListenerFactory",
    )
    fun positions(messages: List<String>) = messages.forEach(::println)

    private fun settings(clientId: String): Map<String, Any> = mapOf(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG to properties.brokers,
        ConsumerConfig.GROUP_ID_CONFIG to properties.groupId,
        ConsumerConfig.CLIENT_ID_CONFIG to clientId,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG to StringDeserializer::class.java,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG to StringDeserializer::class.java,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG to "latest",
    )
}
