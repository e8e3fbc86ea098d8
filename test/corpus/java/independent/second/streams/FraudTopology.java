package com.paywall.fraud.streams;

import com.paywall.fraud.model.Card;
import com.paywall.fraud.model.Payment;
import com.paywall.fraud.model.ScoredPayment;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.*;
import org.apache.kafka.streams.state.Stores;

import java.time.Duration;

public final class FraudTopology {

    public static final String IN_PAYMENTS = "payments.authorised";
    public static final String IN_CARDS = "cards.snapshot";
    public static final String OUT_SUSPICIOUS = "fraud.suspicious-payments";
    static final String VELOCITY_STORE = "velocity-store";

    private FraudTopology() {
    }

    public static Topology build(Serde<Payment> paymentSerde, Serde<Card> cardSerde, Serde<ScoredPayment> scoredSerde) {
        StreamsBuilder builder = new StreamsBuilder();

        GlobalKTable<String, Card> cards = builder.globalTable(
                IN_CARDS,
                Consumed.with(Serdes.String(), cardSerde),
                Materialized.as("cards-global"));

        KTable<String, String> blocklist =
                builder.table("fraud.blocklist", Consumed.with(Serdes.String(), Serdes.String()));

        KStream<String, Payment> payments = builder
                .stream(IN_PAYMENTS, Consumed.with(Serdes.String(), paymentSerde).withName("payments-source"))
                .filter((k, p) -> p.amount().signum() > 0, Named.as("drop-refunds"));

        payments.groupByKey(Grouped.as("by-card"))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(5)))
                .count(Materialized.as(Stores.inMemoryWindowStore(
                        VELOCITY_STORE, Duration.ofHours(1), Duration.ofMinutes(5), false)));

        KStream<String, ScoredPayment> scored = payments
                .leftJoin(blocklist, (p, reason) -> ScoredPayment.of(p, reason))
                .join(cards, (k, s) -> s.payment().cardId(), ScoredPayment::withCard);

        scored.split(Named.as("score-"))
                .branch((k, s) -> s.score() > 80,
                        Branched.withConsumer(ks -> ks.to(OUT_SUSPICIOUS, Produced.with(Serdes.String(), scoredSerde))))
                .defaultBranch(Branched.withConsumer(
                        ks -> ks.mapValues(ScoredPayment::payment)
                                .to("payments.cleared", Produced.with(Serdes.String(), paymentSerde))));

        return builder.build();
    }
}
