package org.forum.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.jms.JMSContext;
import javax.jms.Topic;

import com.google.cloud.pubsub.v1.Publisher;
import com.google.pubsub.v1.TopicName;
import org.eclipse.paho.client.mqttv3.IMqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class ForumTopicController {

    private static final String TOPIC_VIEW = "topics/show";

    private final IMqttClient mqtt;
    private final JMSContext jms;

    public ForumTopicController(IMqttClient mqtt, JMSContext jms) {
        this.mqtt = mqtt;
        this.jms = jms;
    }

    @GetMapping("/topics/{slug}")
    public List<String> show(@PathVariable String slug) throws MqttException {
        mqtt.subscribe("forum/topics/" + slug);
        mqtt.publish("forum/views", new MqttMessage("1".getBytes()));
        Topic topic = jms.createTopic("forum.posts");
        jms.createProducer().send(topic, "viewed");
        return Stream.of("welcome", "rules", "off-topic")
                .map(s -> String.join("/", TOPIC_VIEW, s))
                .collect(Collectors.toList());
    }

    TopicName pubsub() {
        return TopicName.of("forum-project", "forum-topic");
    }

    Publisher publisher() throws java.io.IOException {
        return Publisher.newBuilder(TopicName.of("forum-project", "notifications")).build();
    }
}
