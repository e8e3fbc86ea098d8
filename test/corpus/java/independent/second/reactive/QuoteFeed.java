package io.tickstream.quotes;

import com.fasterxml.jackson.databind.ObjectMapper;
import lombok.SneakyThrows;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@Slf4j
public class QuoteFeed {

    private static final List<String> EXCHANGE_FEEDS = Arrays.asList(
            "quotes.xetra",
            "quotes.euronext",
            "quotes.nasdaq");

    private final ObjectMapper mapper = new ObjectMapper();
    private final KafkaSender<String, String> sender;
    private final KafkaReceiver<String, String> receiver;

    public QuoteFeed(String brokers) {
        Map<String, Object> props = new HashMap<>();
        props.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        props.put(ConsumerConfig.GROUP_ID_CONFIG, "quote-consolidator");
        ReceiverOptions<String, String> options = ReceiverOptions.<String, String>create(props)
                .withKeyDeserializer(new StringDeserializer())
                .withValueDeserializer(new StringDeserializer())
                .commitInterval(Duration.ofSeconds(2))
                .subscription(EXCHANGE_FEEDS)
                .addAssignListener(p -> log.info("assigned {}", p));
        this.receiver = KafkaReceiver.create(options);
        this.sender = KafkaSender.create(SenderOptions.create(props));
    }

    public Disposable start() {
        return receiver.receive()
                .groupBy(r -> r.receiverOffset().topicPartition())
                .flatMap(partition -> partition.publishOn(Schedulers.boundedElastic()).concatMap(this::forward))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)))
                .subscribe();
    }

    private Flux<?> forward(ReceiverRecord<String, String> rec) {
        Quote quote = parse(rec.value());
        var out = SenderRecord.create(new ProducerRecord<>("quotes.consolidated", quote.isin(), rec.value()), rec.offset());
        return sender.send(Flux.just(out))
                .doOnNext(r -> rec.receiverOffset().acknowledge())
                .doOnError(e -> log.error("send failed", e));
    }

    @SneakyThrows
    private Quote parse(String json) {
        return mapper.readValue(json, Quote.class);
    }
}
