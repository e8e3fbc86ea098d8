package com.grocer.alerts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends operational alerts, among them those about Kafka consumer lag, to SNS. */
public class AlertPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(AlertPublisher.class);
    private static final String TOPIC = "ops-alerts";

    private final SnsClient sns;
    private final Map<String, String> arns = new ConcurrentHashMap<>();

    public AlertPublisher(SnsClient sns) {
        this.sns = sns;
    }

    public void publish(String subject, String text) {
        sns.publish(PublishRequest.builder()
                .topicArn(arn(TOPIC))
                .subject(subject)
                .message(text)
                .build());
    }

    public void subscribe(String mail) {
        sns.subscribe(SubscribeRequest.builder()
                .topicArn(arn("ops-alerts-mail"))
                .protocol("email")
                .endpoint(mail)
                .build());
    }

    public void consumerLag(String group, long lag) {
        LOG.warn("lag of {} is {}", group, lag);
        publish("kafka lag", group + " is " + lag + " behind");
    }

    private String arn(String name) {
        return arns.computeIfAbsent(name, n -> {
            CreateTopicResponse created = sns.createTopic(b -> b.name(n));
            return created.topicArn();
        });
    }
}
