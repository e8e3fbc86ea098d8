package dev.smarthome.bridge

import com.hivemq.client.mqtt.MqttClient
import com.hivemq.client.mqtt.datatypes.MqttQos
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient
import kotlinx.coroutines.future.await
import org.slf4j.LoggerFactory

private const val STATUS_TOPIC = "home/bridge/status"

class HomeBridge(host: String) {

    private val log = LoggerFactory.getLogger(HomeBridge::class.java)
    private val topics = listOf("home/+/temperature", "home/+/humidity")

    private val client: Mqtt3AsyncClient = MqttClient.builder()
        .useMqttVersion3()
        .identifier("home-bridge")
        .serverHost(host)
        .willPublish()
        .topic(STATUS_TOPIC)
        .payload("offline".toByteArray())
        .applyWillPublish()
        .buildAsync()

    suspend fun start() {
        client.connect().await()
        topics.forEach { topic ->
            client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback { log.info("{}", it.topic) }
                .send()
                .await()
        }
        send("home/bridge/version", "3")
    }

    private suspend fun send(topic: String, payload: String) {
        client.publishWith().topic(topic).payload(payload.toByteArray()).send().await()
    }
}
