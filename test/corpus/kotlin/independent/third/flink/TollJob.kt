package it.autostrada.toll

import org.apache.flink.api.common.eventtime.WatermarkStrategy
import org.apache.flink.api.common.serialization.SimpleStringSchema
import org.apache.flink.api.common.typeinfo.Types
import org.apache.flink.connector.base.DeliveryGuarantee
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema
import org.apache.flink.connector.kafka.sink.KafkaSink
import org.apache.flink.connector.kafka.source.KafkaSource
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment
import java.util.Properties

object TollJob {

    private val inputTopics = listOf("toll.entries", "toll.exits")

    private val env: StreamExecutionEnvironment = StreamExecutionEnvironment.getExecutionEnvironment()

    @JvmStatic
    fun main(args: Array<String>) {
        val brokers = args.getOrElse(0) { "localhost:9092" }

        val source = KafkaSource.builder<String>()
            .setBootstrapServers(brokers)
            .setTopics(inputTopics)
            .setGroupId("toll-job")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(SimpleStringSchema())
            .build()

        val charges = env.fromSource(source, WatermarkStrategy.noWatermarks(), "toll-passages")
            .map { Passage.parse(it) }
            .returns(Passage::class.java)
            .keyBy { it.plate }
            .process(PairingFunction())
            .uid("pairing")

        charges.map { it.toJson() }.returns(Types.STRING)
            .sinkTo(sink(brokers, "toll.charges"))
            .name("charges")

        charges.getSideOutput(PairingFunction.UNMATCHED)
            .sinkTo(sink(brokers, "toll.unmatched"))
            .name("unmatched")

        env.execute("toll")
    }

    private fun sink(brokers: String, topic: String): KafkaSink<String> =
        KafkaSink.builder<String>()
            .setBootstrapServers(brokers)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setKafkaProducerConfig(Properties().apply { put("linger.ms", "50") })
            .setRecordSerializer(
                KafkaRecordSerializationSchema.builder<String>()
                    .setTopic(topic)
                    .setValueSerializationSchema(SimpleStringSchema())
                    .build(),
            )
            .build()
}
