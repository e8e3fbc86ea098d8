package com.brokerage.md;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class PriceTopicPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PriceTopicPublisher.class);
    private static final String TOPIC_NAME = "prices.fx";

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;

    public PriceTopicPublisher(String url) throws JMSException {
        ConnectionFactory factory = new ActiveMQConnectionFactory(url);
        connection = factory.createConnection();
        connection.setClientID("price-publisher");
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = session.createTopic(TOPIC_NAME);
        producer = session.createProducer(topic);
        MessageConsumer audit = session.createDurableSubscriber(session.createTopic("prices.audit"), "audit");
        audit.setMessageListener(m -> LOG.info("audit {}", m));
        connection.start();
    }

    public void send(String pair, double bid) throws JMSException {
        TextMessage message = session.createTextMessage(pair + "=" + bid);
        message.setStringProperty("topic", "fx");
        producer.send(message);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
