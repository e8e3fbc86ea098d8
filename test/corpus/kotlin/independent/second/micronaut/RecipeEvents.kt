package app.cookbook.events

import io.micronaut.configuration.kafka.annotation.KafkaClient
import io.micronaut.configuration.kafka.annotation.KafkaKey
import io.micronaut.configuration.kafka.annotation.KafkaListener
import io.micronaut.configuration.kafka.annotation.OffsetReset
import io.micronaut.configuration.kafka.annotation.Topic
import io.micronaut.configuration.kafka.streams.ConfiguredStreamBuilder
import io.micronaut.context.annotation.Factory
import io.micronaut.context.annotation.Requires
import jakarta.inject.Named
import jakarta.inject.Singleton
import org.apache.kafka.common.serialization.Serdes
import org.apache.kafka.streams.StreamsConfig
import org.apache.kafka.streams.kstream.KStream
import org.apache.kafka.streams.kstream.Materialized
import org.apache.kafka.streams.kstream.Produced
import org.slf4j.LoggerFactory

const val RATINGS = "recipe-ratings"

@KafkaClient("recipes")
@Requires(property = "kafka.enabled", value = "true")
interface RecipeClient {

    @Topic(RATINGS)
    fun rated(@KafkaKey recipeId: String, stars: Int)

    @Topic("recipe-published")
    suspend fun published(@KafkaKey recipeId: String, recipe: Recipe)
}

@Factory
class RatingStream {

    @Singleton
    @Named("rating-counts")
    fun counts(builder: ConfiguredStreamBuilder): KStream<String, Int> {
        builder.configuration[StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG] = Serdes.StringSerde::class.java
        val source = builder.stream<String, Int>(RATINGS)
        source.groupByKey()
            .count(Materialized.`as`("rating-counts-store"))
            .toStream()
            .to("recipe-rating-counts", Produced.with(Serdes.String(), Serdes.Long()))
        return source
    }
}

@KafkaListener(groupId = "recipe-search", offsetReset = OffsetReset.EARLIEST)
class SearchIndexer(private val index: RecipeIndex) {

    private val log = LoggerFactory.getLogger(SearchIndexer::class.java)

    @Topic("recipe-published", "recipe-imported")
    fun index(@KafkaKey recipeId: String, recipe: Recipe) {
        log.debug("indexing {}", recipeId)
        index.put(recipeId, recipe)
    }
}
