package com.cityrides.trips;

import org.apache.kafka.common.serialization.*;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

class TripEnricherTest {

    private TopologyTestDriver driver;
    private TestInputTopic<String, String> trips;
    private TestInputTopic<String, String> zones;
    private TestOutputTopic<String, String> enriched;

    @BeforeEach
    void setUp() {
        Properties props = new Properties();
        props.put(StreamsConfig.APPLICATION_ID_CONFIG, "trip-enricher-test");
        props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
        driver = new TopologyTestDriver(new TripEnricher().topology(), props);

        trips = driver.createInputTopic("trips-raw", new StringSerializer(), new StringSerializer());
        zones = driver.createInputTopic(
                "zones",
                new StringSerializer(),
                new StringSerializer(),
                Instant.parse("2024-01-01T00:00:00Z"),
                java.time.Duration.ofSeconds(1));
        enriched = driver.createOutputTopic("trips-enriched", new StringDeserializer(), new StringDeserializer());
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void addsZoneName() {
        zones.pipeInput("z-7", "Harbour");
        trips.pipeInput("trip-1", "z-7");

        assertThat(enriched.readKeyValue()).isEqualTo(KeyValue.pair("trip-1", "Harbour"));
        assertThat(enriched.isEmpty()).isTrue();
    }

    @Test
    void unknownZoneIsDropped() {
        trips.pipeInput("trip-2", "nowhere");
        assertThat(enriched.isEmpty()).isTrue();
        assertThat(driver.getKeyValueStore("zone-store").get("nowhere")).isNull();
    }
}
