package social.fediq.moderation

import com.fasterxml.jackson.databind.JsonNode
import org.apache.kafka.common.serialization.Serdes
import org.apache.kafka.streams.KeyValue
import org.apache.kafka.streams.StreamsBuilder
import org.apache.kafka.streams.kstream.Branched
import org.apache.kafka.streams.kstream.Consumed
import org.apache.kafka.streams.kstream.KStream
import org.apache.kafka.streams.kstream.Materialized
import org.apache.kafka.streams.kstream.Named
import org.apache.kafka.streams.kstream.Produced
import org.apache.kafka.streams.kstream.Repartitioned
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.context.annotation.Configuration
import org.springframework.kafka.annotation.EnableKafkaStreams
import org.springframework.kafka.support.serializer.JsonSerde

@Configuration
@EnableKafkaStreams
class ModerationTopology(private val classifier: Classifier) {

    private val json = JsonSerde(JsonNode::class.java)

    @Autowired
    fun pipeline(builder: StreamsBuilder) {
        val blocked = builder.globalTable(
            "fediq.blocked-domains",
            Consumed.with(Serdes.String(), Serdes.String()),
            Materialized.`as`("blocked-domains-store"),
        )

        val posts: KStream<String, JsonNode> = builder.stream(
            listOf(POSTS, "fediq.federated-posts"),
            Consumed.with(Serdes.String(), json).withName("posts"),
        )

        posts
            .leftJoin(blocked, { _, post -> post["domain"].asText() }) { post, block -> Verdict(post, block != null) }
            .mapValues { v -> if (v.blocked) v else classifier.judge(v) }
            .split(Named.`as`("verdict-"))
            .branch({ _, v -> v.blocked }, Branched.withConsumer { it.mapValues(Verdict::post).to(REMOVED, Produced.with(Serdes.String(), json)) })
            .branch({ _, v -> v.unsure }, Branched.withConsumer { branch ->
                branch
                    .map { id, v -> KeyValue(v.language, v.post) }
                    .repartition(Repartitioned.`as`<String, JsonNode>("by-language").withNumberOfPartitions(8))
                    .to("fediq.review-queue")
            })
            .noDefaultBranch()
    }

    companion object {
        const val POSTS = "fediq.posts"
        const val REMOVED = "fediq.removed-posts"
    }
}
