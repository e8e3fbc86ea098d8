package com.acme.analytics.sessions;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

import java.time.Duration;

public class SessionizerJob {

    private static final String DEAD_LETTERS = "analytics.sessions.dead-letters";

    public static void main(String[] args) throws Exception {
        ParameterTool params = ParameterTool.fromArgs(args);
        String brokers = params.get("brokers", "localhost:9092");

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(30_000);

        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(brokers)
                .setTopics("web.pageviews", "app.screenviews")
                .setGroupId("sessionizer")
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();

        DataStream<View> views = env
                .fromSource(source, WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofSeconds(10)), "views")
                .map(View::parse)
                .name("parse");

        DataStream<String> sessions = views
                .keyBy(View::visitorId)
                .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
                .process(new SessionFunction())
                .uid("sessions");

        sessions.filter(s -> !s.isEmpty()).sinkTo(KafkaSink.<String>builder()
                .setBootstrapServers(brokers)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("sessionizer-tx")
                .setRecordSerializer(KafkaRecordSerializationSchema.builder()
                        .setTopic("analytics.sessions")
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build());

        views.filter(View::broken).map(View::raw).sinkTo(deadLetterSink(brokers));
        env.execute("sessionizer");
    }

    private static KafkaSink<String> deadLetterSink(String brokers) {
        return KafkaSink.<String>builder()
                .setBootstrapServers(brokers)
                .setRecordSerializer(
                        KafkaRecordSerializationSchema.<String>builder()
                                .setTopic(DEAD_LETTERS)
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                .build();
    }
}
