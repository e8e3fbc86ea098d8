package com.trattoria.payments

import io.smallrye.mutiny.Uni
import io.smallrye.reactive.messaging.kafka.Record
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata
import jakarta.enterprise.context.ApplicationScoped
import jakarta.ws.rs.POST
import jakarta.ws.rs.Path
import org.eclipse.microprofile.reactive.messaging.Channel
import org.eclipse.microprofile.reactive.messaging.Emitter
import org.eclipse.microprofile.reactive.messaging.Incoming
import org.eclipse.microprofile.reactive.messaging.Message
import org.eclipse.microprofile.reactive.messaging.Outgoing
import org.jboss.logging.Logger

@ApplicationScoped
class PaymentChannels(
    @Channel("bill-requests") private val bills: Emitter<Record<String, Bill>>,
) {

    private val log = Logger.getLogger(PaymentChannels::class.java)

    @Incoming("payments-in")
    @Outgoing("receipts-out")
    fun receipt(message: Message<Payment>): Message<Receipt> {
        val metadata = message.getMetadata(IncomingKafkaRecordMetadata::class.java).orElse(null)
        log.infof("payment from topic %s", metadata?.topic)
        return message.withPayload(Receipt(message.payload.table, message.payload.cents))
    }

    fun bill(table: String, bill: Bill) {
        bills.send(Record.of(table, bill))
    }
}

@Path("/bills")
class BillResource(private val channels: PaymentChannels) {

    @POST
    fun create(bill: Bill): Uni<Void> {
        channels.bill("table-${bill.table}", bill)
        return Uni.createFrom().voidItem()
    }
}
