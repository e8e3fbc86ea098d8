package main

import (
	"github.com/IBM/sarama"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

type bridge struct {
	mq   mqtt.Client
	nc   *nats.Conn
	ch   *amqp.Channel
	prod sarama.AsyncProducer
}

func (b *bridge) run() {
	b.mq.Subscribe("sensors/+/temp", 1, func(c mqtt.Client, m mqtt.Message) {
		b.prod.Input() <- &sarama.ProducerMessage{Topic: "sensors.temperature", Value: sarama.ByteEncoder(m.Payload())}
	})
	b.nc.Subscribe("jobs.new", func(m *nats.Msg) {
		b.nc.Publish("jobs.ack", nil)
	})
	b.ch.Publish("exchange", "routing.key", false, false, amqp.Publishing{})
	b.nc.Request("svc.time", nil, 0)
}
