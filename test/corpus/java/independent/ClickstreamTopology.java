package org.analytics.streams;

import java.time.Duration;
import java.util.Properties;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;

public final class ClickstreamTopology {

    static final String CLICKS = "clicks";
    static final String STORE = "clicks-per-page";
    static final String OUTPUT_TOPIC = "page-view-counts";

    private ClickstreamTopology() {
    }

    static Topology build() {
        StreamsBuilder builder = new StreamsBuilder();

        KStream<String, String> clicks =
                builder.stream(CLICKS, Consumed.with(Serdes.String(), Serdes.String()).withName("clicks-source"));
        KTable<String, String> users = builder.table("user.profiles", Materialized.as("users-store"));
        GlobalKTable<String, String> geo = builder.globalTable("geoip-ranges");

        KStream<String, String> enriched = clicks
                .leftJoin(users, (click, user) -> user == null ? click : click + "|" + user)
                .join(geo, (k, v) -> v.split("\\|")[0], (v, g) -> v + "@" + g);

        enriched
                .filter((k, v) -> !v.startsWith("bot:"))
                .groupBy((k, v) -> v, Grouped.as("by-page"))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(5)))
                .count(Materialized.as(STORE))
                .toStream(Named.as("to-stream"))
                .map((w, c) -> org.apache.kafka.streams.KeyValue.pair(w.key(), c))
                .to(OUTPUT_TOPIC, Produced.with(Serdes.String(), Serdes.Long()));

        enriched.split(Named.as("kind-"))
                .branch((k, v) -> v.contains("cart"), Branched.withConsumer(s -> s.to("cart_clicks")))
                .defaultBranch(Branched.withConsumer(s -> s
                        .mapValues(String::toUpperCase)
                        .to("other_clicks",
                            Produced.with(Serdes.String(), Serdes.String()))));
        return builder.build();
    }

    static Topology lowLevel() {
        Topology topology = new Topology();
        topology.addSource("Source", "raw-clicks");
        topology.addSink("Sink", "clean-clicks", "Source");
        return topology;
    }

    public static void main(String[] args) {
        Properties props = new Properties();
        props.put(StreamsConfig.APPLICATION_ID_CONFIG, "clickstream");
        props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "broker:9092");
        KafkaStreams streams = new KafkaStreams(build(), props);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
    }
}
