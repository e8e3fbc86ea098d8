package org.acme.coffee;

import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.springframework.cloud.stream.function.StreamBridge;

/** Channel and binding names; the topics are in application.properties. */
@Path("/coffee")
@ApplicationScoped
public class QuarkusChannels {

    @Inject
    @Channel("coffee-requests")
    Emitter<Record<String, String>> requests;

    @Channel("coffee-queue")
    Multi<String> queue;

    private StreamBridge bridge;
    private final Random random = new Random();

    @Incoming("coffee-orders")
    @Outgoing("coffee-brewed")
    public String brew(String order) {
        return order + " brewed after " + random.nextInt(5) + "s";
    }

    @Incoming("coffee-payments")
    public CompletionStage<Void> pay(Message<String> message) {
        bridge.send("payments-out-0", message.getPayload());
        return message.ack();
    }

    @POST
    public void order(String name) {
        requests.send(Record.of("coffee-key", name));
    }

    @GET
    public Multi<String> queue() {
        Stream.of("espresso", "latte").map(String::toUpperCase).forEach(System.out::println);
        return queue.onItem().transform(s -> "topic " + s);
    }
}
