package io.cellnet.usage

import io.cellnet.usage.serde.jsonSerde
import org.apache.kafka.common.serialization.Serdes
import org.apache.kafka.common.utils.Bytes
import org.apache.kafka.streams.KafkaStreams
import org.apache.kafka.streams.StreamsBuilder
import org.apache.kafka.streams.StreamsConfig
import org.apache.kafka.streams.kstream.*
import org.apache.kafka.streams.state.WindowStore
import java.time.Duration
import java.util.Properties

object Topics {
    const val CDR = "usage.cdr"
    const val CONTRACTS = "crm.contracts"
    val DAILY = "usage.daily"
}

private const val DAILY_STORE = "usage-per-day"

fun StreamsBuilder.usageTopology() {
    val contracts: KTable<String, Contract> =
        table(Topics.CONTRACTS, Consumed.with(Serdes.String(), jsonSerde<Contract>()))

    stream(Topics.CDR, Consumed.with(Serdes.String(), jsonSerde<CallRecord>()))
        .filterNot { _, cdr -> cdr.seconds == 0L }
        .join(contracts) { cdr: CallRecord, contract: Contract -> cdr.rate(contract) }
        .also { rated -> rated.filter { _, r -> r.roaming }.to("usage.roaming-alerts") }
        .groupByKey(Grouped.with(Serdes.String(), jsonSerde()))
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofDays(1), Duration.ofHours(6)))
        .aggregate(
            { Usage() },
            { _, r, acc -> acc + r },
            Materialized.`as`<String, Usage, WindowStore<Bytes, ByteArray>>(DAILY_STORE)
                .withValueSerde(jsonSerde()),
        )
        .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()))
        .toStream { window, _ -> window.key() }
        .to(Topics.DAILY, Produced.with(Serdes.String(), jsonSerde()))
}

fun main() {
    val props = Properties().apply {
        put(StreamsConfig.APPLICATION_ID_CONFIG, "usage-aggregator")
        put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, System.getenv("KAFKA_BROKERS") ?: "localhost:9092")
        put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
    }
    val topology = StreamsBuilder().apply { usageTopology() }.build()
    KafkaStreams(topology, props).use { streams ->
        streams.start()
        Thread.currentThread().join()
    }
}
