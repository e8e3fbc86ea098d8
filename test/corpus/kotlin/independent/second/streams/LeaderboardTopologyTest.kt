package gg.arcade.leaderboard

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.apache.kafka.common.serialization.LongDeserializer
import org.apache.kafka.common.serialization.LongSerializer
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.kafka.common.serialization.StringSerializer
import org.apache.kafka.streams.StreamsConfig
import org.apache.kafka.streams.TestInputTopic
import org.apache.kafka.streams.TopologyTestDriver
import java.nio.file.Files
import java.util.Properties

class LeaderboardTopologyTest : FunSpec({

    lateinit var driver: TopologyTestDriver
    lateinit var scores: TestInputTopic<String, Long>

    beforeTest {
        val props = Properties().apply {
            put(StreamsConfig.APPLICATION_ID_CONFIG, "leaderboard-test")
            put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092")
            put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("leaderboard").toString())
        }
        driver = TopologyTestDriver(LeaderboardTopology(topN = 2).build(), props)
        scores = driver.createInputTopic("game-scores", StringSerializer(), LongSerializer())
    }

    afterTest { driver.close() }

    test("keeps the best score of a player") {
        val best = driver.createOutputTopic("player-best", StringDeserializer(), LongDeserializer())

        scores.pipeInput("ada", 10)
        scores.pipeInput("ada", 7)
        scores.pipeInput("ada", 12)

        best.readValuesToList() shouldContainExactly listOf(10L, 12L)
    }

    test("banned players never show up") {
        driver.createInputTopic("banned-players", StringSerializer(), StringSerializer())
            .pipeInput("eve", "cheating")

        scores.pipeInput("eve", 99_999)

        driver.getKeyValueStore<String, Long>("best-scores").get("eve") shouldBe null
    }
})
