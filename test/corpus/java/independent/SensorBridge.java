package io.farm.sensors;

import io.micronaut.configuration.kafka.annotation.KafkaClient;
import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.context.annotation.Requires;
import io.micronaut.messaging.annotation.MessageBody;
import io.micronaut.messaging.annotation.MessageHeader;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

@Requires(notEnv = "test")
public class SensorBridge {

    @KafkaClient(id = "sensor-client", acks = KafkaClient.Acknowledge.ALL)
    public interface ReadingClient {

        @Topic("sensor-readings")
        Mono<String> send(@KafkaKey String sensor, @MessageBody String reading);

        @Topic(value = "sensor.alerts")
        void alert(@KafkaKey String sensor, @MessageHeader("X-Severity") String severity, String text);

        void raw(@Topic String topic, @KafkaKey String key, String value);
    }

    @KafkaListener(groupId = "farm", offsetReset = OffsetReset.EARLIEST, clientId = "farm-listener")
    public static class Readings {

        private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

        @Topic({"soil_moisture", "air_temperature"})
        public void receive(@KafkaKey String sensor, String value) {
            LOG.info("{} reports {} on topic soil", sensor, value);
        }

        @Topic(patterns = "greenhouse-.*")
        public void greenhouse(String value) {
            LOG.debug("greenhouse {}", value);
        }

        @Topic("${farm.topics.irrigation:irrigation-commands}")
        public void irrigation(String value) {
            LOG.debug("irrigation {}", value);
        }
    }

    @Singleton
    static class Names {
        String describe() {
            return "bridge between sensors and topics";
        }
    }
}
