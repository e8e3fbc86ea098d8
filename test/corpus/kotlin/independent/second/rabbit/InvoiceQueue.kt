package com.papertrail.invoice

import com.rabbitmq.client.BuiltinExchangeType
import com.rabbitmq.client.Channel
import com.rabbitmq.client.ConnectionFactory
import com.rabbitmq.client.DefaultConsumer
import com.rabbitmq.client.Envelope
import com.rabbitmq.client.AMQP
import org.slf4j.LoggerFactory

class InvoiceQueue(uri: String) {

    private val log = LoggerFactory.getLogger(InvoiceQueue::class.java)
    private val channel: Channel = ConnectionFactory().apply { setUri(uri) }.newConnection("invoices").createChannel()

    init {
        channel.exchangeDeclare(TOPIC_EXCHANGE, BuiltinExchangeType.TOPIC, true)
        channel.queueDeclare("invoices-archive", true, false, false, emptyMap())
        listOf("invoice.created", "invoice.paid").forEach { topic ->
            channel.queueBind("invoices-archive", TOPIC_EXCHANGE, topic)
        }
    }

    fun publish(topic: String = "invoice.created", body: ByteArray) {
        channel.basicPublish(TOPIC_EXCHANGE, topic, null, body)
    }

    fun consume(handler: (String, ByteArray) -> Unit) {
        channel.basicConsume("invoices-archive", false, object : DefaultConsumer(channel) {
            override fun handleDelivery(tag: String, env: Envelope, props: AMQP.BasicProperties, body: ByteArray) {
                log.debug("{}", env.routingKey)
                handler(env.routingKey, body)
                channel.basicAck(env.deliveryTag, false)
            }
        })
    }

    private companion object {
        const val TOPIC_EXCHANGE = "invoices-topic"
    }
}
