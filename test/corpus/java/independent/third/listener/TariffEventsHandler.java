package at.stromnetz.billing.listener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.PartitionOffset;
import org.springframework.kafka.annotation.TopicPartition;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public class TariffEventsHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TariffEventsHandler.class);

    @Component
    @KafkaListener(id = "tariff-commands", topics = "billing.tariff-commands", groupId = "billing-tariffs")
    public static class Commands {

        @KafkaHandler
        public void on(ChangeTariff cmd, @Header(KafkaHeaders.RECEIVED_KEY) String meter) {
            LOG.info("{} changes to {}", meter, cmd.tariff());
        }

        @KafkaHandler(isDefault = true)
        public void unknown(Object payload) {
            LOG.warn("unknown command {}", payload.getClass());
        }
    }

    /** Reads the complete price list at start-up, every instance for itself. */
    @Component
    public static class PriceCache implements ConsumerSeekAware {

        private final ConcurrentMap<String, Long> cents = new ConcurrentHashMap<>();

        @KafkaListener(
                id = "price-cache",
                autoStartup = "${billing.price-cache.enabled:true}",
                topicPartitions = {
                        @TopicPartition(
                                topic = "billing.prices",
                                partitions = "#{@partitionFinder.all()}",
                                partitionOffsets = @PartitionOffset(partition = "*", initialOffset = "0")),
                        @TopicPartition(topic = "${billing.surcharges-topic:billing.surcharges}", partitions = {"0", "1"})
                })
        public void onPrice(Price price) {
            cents.put(price.tariff(), price.cents());
        }

        public Long price(String tariff) {
            return cents.get(tariff);
        }
    }
}
