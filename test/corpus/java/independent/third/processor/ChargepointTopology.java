package nl.laadnet.sessions;

import nl.laadnet.sessions.serde.JsonSerdes;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.Properties;

public class ChargepointTopology {

    private static final String STORE = "open-sessions";

    public Topology topology() {
        return new Topology()
                .addSource("ocpp", new StringDeserializer(), JsonSerdes.message().deserializer(), "ocpp-messages")
                .addProcessor("sessions", SessionProcessor::new, "ocpp")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE), Serdes.String(), JsonSerdes.message()),
                        "sessions")
                .addSink("closed", "charge-sessions-closed", new StringSerializer(), JsonSerdes.message().serializer(), "sessions")
                .addSink("meter", "meter-values", new StringSerializer(), JsonSerdes.message().serializer(), "sessions");
    }

    public KafkaStreams start(String brokers) {
        Properties props = new Properties();
        props.put(StreamsConfig.APPLICATION_ID_CONFIG, "charge-sessions");
        props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        KafkaStreams streams = new KafkaStreams(topology(), props);
        streams.start();
        return streams;
    }

    static class SessionProcessor implements Processor<String, OcppMessage, String, OcppMessage> {
        private ProcessorContext<String, OcppMessage> context;
        private KeyValueStore<String, OcppMessage> open;

        @Override
        public void init(ProcessorContext<String, OcppMessage> context) {
            this.context = context;
            this.open = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, OcppMessage> rec) {
            switch (rec.value().action()) {
                case "StartTransaction" -> open.put(rec.key(), rec.value());
                case "StopTransaction" -> {
                    open.delete(rec.key());
                    context.forward(rec, "closed");
                }
                case "MeterValues" -> context.forward(rec, "meter");
                default -> { }
            }
        }
    }
}
