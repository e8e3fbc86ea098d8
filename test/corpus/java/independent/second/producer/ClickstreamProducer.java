package net.adtrail.clickstream;

import com.google.gson.Gson;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

public class ClickstreamProducer implements AutoCloseable {

    private static final Logger logger = Logger.getLogger(ClickstreamProducer.class.getName());

    private static final String CLICKS_TOPIC = System.getenv().getOrDefault("CLICKS_TOPIC", "adtrail-clicks");
    private static final String VIEWS_TOPIC =
            Optional.ofNullable(System.getenv("VIEWS_TOPIC")).orElse("adtrail-views");

    private final Producer<String, String> producer;
    private final Gson gson = new Gson();

    public ClickstreamProducer() {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                System.getenv().getOrDefault("KAFKA_BROKERS", "localhost:9092"));
        properties.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        properties.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        this.producer = new KafkaProducer<>(properties);
    }

    public void click(String visitor, Click click) {
        producer.send(new ProducerRecord<>(CLICKS_TOPIC, visitor, gson.toJson(click)), new LoggingCallback(visitor));
    }

    public void view(String visitor, View view) {
        final ProducerRecord<String, String> rec = new ProducerRecord<>(
                VIEWS_TOPIC,
                null,
                System.currentTimeMillis(),
                visitor,
                gson.toJson(view));
        producer.send(rec, new LoggingCallback(visitor));
    }

    @Override
    public void close() {
        producer.flush();
        producer.close();
    }

    private static final class LoggingCallback implements Callback {
        private final String visitor;

        LoggingCallback(String visitor) {
            this.visitor = visitor;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception e) {
            if (e != null) {
                logger.log(Level.WARNING, "could not send event of " + visitor, e);
            }
        }
    }
}
