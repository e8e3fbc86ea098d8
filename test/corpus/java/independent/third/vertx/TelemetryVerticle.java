package eu.windpark.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

public class TelemetryVerticle extends AbstractVerticle {

    private static final Logger LOGGER = LoggerFactory.getLogger(TelemetryVerticle.class);
    private static final String EVENT_BUS_ADDRESS = "turbines.live";

    private KafkaConsumer<String, JsonObject> consumer;
    private KafkaProducer<String, JsonObject> producer;

    @Override
    public void start(Promise<Void> started) {
        Map<String, String> config = new HashMap<>();
        config.put("bootstrap.servers", config().getString("kafka.brokers", "localhost:9092"));
        config.put("group.id", "wind-gateway");
        config.put("auto.offset.reset", "latest");

        consumer = KafkaConsumer.create(vertx, config);
        producer = KafkaProducer.createShared(vertx, "gateway-producer", config);

        consumer.handler(rec -> {
            JsonObject reading = rec.value();
            vertx.eventBus().publish(EVENT_BUS_ADDRESS, reading);
            if (reading.getDouble("vibration", 0d) > 7.5) {
                raise(rec.key(), reading);
            }
        });
        consumer.exceptionHandler(t -> LOGGER.error("consumer failed", t));

        consumer.subscribe(Set.of("turbine-readings", "mast-readings"))
                .onSuccess(v -> started.complete())
                .onFailure(started::fail);

        vertx.setPeriodic(60_000, id -> consumer
                .endOffsets(new TopicPartition("turbine-readings", 0))
                .onSuccess(end -> LOGGER.info("end offset {}", end)));
    }

    private void raise(String turbine, JsonObject reading) {
        KafkaProducerRecord<String, JsonObject> alarm =
                KafkaProducerRecord.create("turbine-alarms", turbine, reading);
        alarm.addHeader("severity", "high");
        producer.send(alarm).onFailure(t -> LOGGER.warn("alarm lost for {}", turbine, t));
    }

    @Override
    public void stop() {
        consumer.close();
    }
}
