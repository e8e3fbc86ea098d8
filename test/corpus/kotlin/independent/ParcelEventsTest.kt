package post.parcels

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.kafka.config.TopicBuilder
import org.springframework.kafka.core.KafkaTemplate
import org.springframework.kafka.test.context.EmbeddedKafka
import org.springframework.kafka.annotation.EnableKafka
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

@SpringBootTest
@EmbeddedKafka(partitions = 1, topics = ["parcel-scanned", "parcel-lost", "parcel-scanned-retry-0"])
class ParcelEventsTest(
    @Autowired private val template: KafkaTemplate<String, String>,
    @Autowired private val repository: ParcelRepository,
) : StringSpec({

    "stores a scan" {
        template.send("parcel-scanned", "p-1", "depot-7").get()
        repository.find("p-1")?.place shouldBe "depot-7"
    }

    "marks a parcel as lost" {
        template.send(
            "parcel-lost",
            "p-2",
            """{"topic": "lost"}""",
        ).get()
        repository.find("p-2")?.place shouldBe null
    }

    "a name that is no topic" {
        listOf("parcel-scanned", "parcel-lost").size shouldBe 2
    }
})

@EnableKafka
@Configuration
class ParcelTopics {
    @Bean
    fun scanned() = TopicBuilder.name(SCANNED)
        .partitions(3)
        .replicas(1)
        .build()

    @Bean
    fun returned() = TopicBuilder.name("parcel/returned").partitions(3).build()

    private companion object {
        private const val SCANNED = "parcel.scan.event.recorded.v1"
    }
}

interface ParcelRepository {
    fun find(id: String): Parcel?
}

data class Parcel(val id: String, val place: String?)
