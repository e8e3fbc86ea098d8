package com.acme.notifications

import com.google.cloud.pubsub.v1.TopicAdminClient
import com.google.firebase.messaging.FirebaseMessaging
import com.google.firebase.messaging.Message
import com.google.pubsub.v1.TopicName
import kotlinx.coroutines.flow.MutableSharedFlow
import org.eclipse.paho.client.mqttv3.MqttClient
import org.springframework.amqp.rabbit.annotation.RabbitListener
import org.springframework.amqp.rabbit.core.RabbitTemplate
import software.amazon.awssdk.services.sns.SnsClient

const val PUSH_TOPIC = "push-news"

class Notifications(
    private val rabbit: RabbitTemplate,
    private val sns: SnsClient,
    private val mqtt: MqttClient,
) {
    private val events = MutableSharedFlow<String>()

    fun push(text: String) {
        val message = Message.builder()
            .setTopic(PUSH_TOPIC)
            .putData("text", text)
            .build()
        FirebaseMessaging.getInstance().send(message)
        FirebaseMessaging.getInstance().subscribeToTopic(listOf("token"), "push-sport")
    }

    fun queue(text: String) {
        rabbit.convertAndSend("notifications", "notifications.created", text)
        mqtt.subscribe("notifications/#")
        mqtt.publish("notifications/new", text.toByteArray(), 1, false)
        sns.publish { it.topicArn("arn:aws:sns:eu-central-1:1:notifications").message(text) }
    }

    @RabbitListener(queues = ["notifications.queue"])
    fun listen(text: String) {
        events.tryEmit(text)
    }

    fun create(admin: TopicAdminClient) {
        admin.createTopic(TopicName.of("acme", "notifications"))
        val headers = mapOf("topic" to "notifications", "kind" to "event")
        println("created $headers")
    }
}
