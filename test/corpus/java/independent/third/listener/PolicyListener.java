package com.insura.policy.kafka;

import com.insura.shared.kafka.Topics;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

@Slf4j
@Component
@RequiredArgsConstructor
public class PolicyListener {

    private static final String GROUP_ID = "policy-service";
    private static final String KEY_PREFIX = "policy";

    private final KafkaTemplate<String, PolicyEvent> kafkaTemplate;
    private final PolicyService service;

    @Value("${policy.kafka.topics.renewed}")
    private String renewedTopic;

    @KafkaListener(id = "policy-issued", topics = Topics.POLICY_ISSUED, groupId = GROUP_ID)
    public void issued(PolicyEvent event) {
        service.activate(event.number());
    }

    @KafkaListener(topics = "#{'${policy.kafka.topics.claims}'.split(',')}", groupId = "policy-claims")
    public void claim(ClaimEvent event) {
        log.info("claim {} on topic claims for policy {}", event.id(), event.policy());
        service.touch(event.policy());
    }

    @KafkaListener(topicPattern = "partner\\..*\\.policies", groupId = GROUP_ID)
    public void partner(PolicyEvent event) {
        service.importFrom("partner-import", event);
    }

    public void renewed(String number) {
        kafkaTemplate.send(new ProducerRecord<>(renewedTopic, KEY_PREFIX + ":" + number, service.event(number)));
        kafkaTemplate.send(Topics.AUDIT, "policy-renewed", service.event(number));
    }
}
