package com.acme.hr.events;

import com.acme.hr.events.json.Json;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

public class EventGateway {

    private static final Logger log = LoggerFactory.getLogger(EventGateway.class);

    public enum Stream {
        HIRED("hr.employee-hired.v1", true),
        LEFT("hr.employee-left.v1", true),
        ABSENCE("hr.absence.v3", false);

        private final String topic;
        private final boolean personal;

        Stream(String topic, boolean personal) {
            this.topic = topic;
            this.personal = personal;
        }

        public String topic() {
            return topic;
        }
    }

    private final Producer<String, String> producer;
    private final Map<Stream, LongAdder> sent = new EnumMap<>(Stream.class);

    public EventGateway(Producer<String, String> producer) {
        this.producer = producer;
        for (Stream s : Stream.values()) {
            sent.put(s, new LongAdder());
        }
    }

    public void publish(Stream stream, String employeeNo, Object event) {
        String body = Json.write(event);
        if (stream.personal) {
            body = Json.encrypt(body, "hr-personal");
        }
        producer.send(new ProducerRecord<>(stream.topic(), employeeNo, body), (md, e) -> {
            if (e == null) {
                sent.get(stream).increment();
            } else {
                log.error("{} of {} not sent", stream, employeeNo, e);
            }
        });
    }

    public void heartbeat() {
        producer.send(new ProducerRecord<>("hr.heartbeats", "{\"from\":\"hr-gateway\"}"));
    }

    boolean isMock() {
        return producer instanceof MockProducer;
    }
}
