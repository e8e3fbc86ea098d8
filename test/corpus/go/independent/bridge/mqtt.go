package bridge

import (
	"context"
	"fmt"

	"cloud.google.com/go/pubsub"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"github.com/apache/pulsar-client-go/pulsar"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/redis/go-redis/v9"
)

const topic = "devices/state"

type message struct {
	Topic string
	Body  string
}

func Mqtt(c mqtt.Client) {
	c.Subscribe(topic, 1, func(_ mqtt.Client, m mqtt.Message) { fmt.Println(m.Topic()) })
	c.Publish("devices/hello", 0, false, "hi")
	_ = message{Topic: "devices-internal", Body: "x"}
}

func Others(ctx context.Context, nc *nats.Conn, ch *amqp.Channel, rdb *redis.Client, ps *pubsub.Client) error {
	if err := nc.Publish("devices.updates", []byte("x")); err != nil {
		return err
	}
	if _, err := nc.Subscribe("devices.>", func(m *nats.Msg) {}); err != nil {
		return err
	}
	if err := ch.ExchangeDeclare("devices_topic", "topic", true, false, false, false, nil); err != nil {
		return err
	}
	rdb.Publish(ctx, "devices-channel", "x")
	rdb.Subscribe(ctx, "devices-channel")
	ps.Topic("devices-topic").Publish(ctx, &pubsub.Message{Data: []byte("x")})
	_, err := ps.CreateTopic(ctx, "devices-created")
	return err
}

func Pulsar(c pulsar.Client, sb *azservicebus.Client) error {
	if _, err := sb.NewSender("devices-bus", nil); err != nil {
		return err
	}
	_, err := c.Subscribe(pulsar.ConsumerOptions{Topic: "devices-pulsar", SubscriptionName: "sub", Topics: []string{"a", "b"}})
	if err != nil {
		return err
	}
	_, err = c.CreateProducer(pulsar.ProducerOptions{Topic: "persistent://public/default/devices"})
	return err
}
