package com.acme.metering.bridge;

import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;

public class MeterBridge implements MqttCallback {

    private static final Logger LOG = LoggerFactory.getLogger(MeterBridge.class);
    private static final String STATUS_TOPIC = "meters/bridge/status";

    private final MqttClient client;

    public MeterBridge(String broker) throws MqttException {
        client = new MqttClient(broker, "meter-bridge");
        client.setCallback(this);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setWill(STATUS_TOPIC, "offline".getBytes(StandardCharsets.UTF_8), 1, true);
        client.connect(options);
        client.subscribe(new String[]{"meters/+/reading", "meters/+/alarm"}, new int[]{1, 1});
        publish(STATUS_TOPIC, "online");
    }

    private void publish(String topic, String payload) throws MqttException {
        client.publish(topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        // TODO forward to Kafka once the cluster is there
        LOG.info("{}: {}", topic, new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void connectionLost(Throwable cause) {
        LOG.warn("lost", cause);
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
    }
}
