package bank.fraud

import org.apache.kafka.common.serialization.Serdes
import org.apache.kafka.streams.KeyValue
import org.apache.kafka.streams.StreamsBuilder
import org.apache.kafka.streams.StreamsConfig
import org.apache.kafka.streams.Topology
import org.apache.kafka.streams.TopologyTestDriver
import org.apache.kafka.streams.kstream.Consumed
import org.apache.kafka.streams.kstream.KStream
import org.apache.kafka.streams.kstream.Materialized
import org.apache.kafka.streams.kstream.Produced
import java.util.Properties

class FraudTopology {
    private val transactions = "transactions"

    fun build(): Topology {
        val builder = StreamsBuilder()

        val source: KStream<String, Long> =
            builder.stream(transactions, Consumed.with(Serdes.String(), Serdes.Long()))
        val limits = builder.table<String, Long>("account_limits", Materialized.`as`("limits-store"))
        val countries = builder.globalTable<String, String>(
            "country-risk",
            Consumed.with(Serdes.String(), Serdes.String()),
        )

        source
            .filter { _, amount -> amount > 10_000L }
            .join(limits) { amount, limit -> amount - limit }
            .to("suspicious.transactions", Produced.with(Serdes.String(), Serdes.Long()))

        source.join(countries, { k, _ -> k.take(2) }, { v, risk -> "$v:$risk" })
            .map { k, v -> KeyValue.pair(k, v) }
            .to("scored_transactions")

        val pairs = mapOf("a" to "b", "topic" to "none")
        check(pairs.isNotEmpty()) { "topic map is empty" }
        return builder.build()
    }
}

fun testDriver(): TopologyTestDriver {
    val props = Properties()
    props[StreamsConfig.APPLICATION_ID_CONFIG] = "fraud"
    props[StreamsConfig.BOOTSTRAP_SERVERS_CONFIG] = "dummy:1234"
    val driver = TopologyTestDriver(FraudTopology().build(), props)
    val input = driver.createInputTopic(
        "transactions",
        Serdes.String().serializer(),
        Serdes.Long().serializer(),
    )
    input.pipeInput("DE-1", 20_000L)
    return driver
}
