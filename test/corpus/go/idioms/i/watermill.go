package main

import (
	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill/message"
)

const consumeTopic = "incoming.events"

func main() {
	logger := watermill.NewStdLogger(false, false)
	publisher, _ := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"kafka:9092"}, Marshaler: kafka.DefaultMarshaler{}}, logger)
	subscriber, _ := kafka.NewSubscriber(kafka.SubscriberConfig{Brokers: []string{"kafka:9092"}, ConsumerGroup: "handler_1"}, logger)
	router, _ := message.NewRouter(message.RouterConfig{}, logger)
	router.AddHandler("handler_1", consumeTopic, subscriber, "outgoing.events", publisher, func(msg *message.Message) ([]*message.Message, error) { return nil, nil })
	router.AddNoPublisherHandler("printer", "audit.events", subscriber, func(msg *message.Message) error { return nil })
	_ = publisher.Publish("manual.events", message.NewMessage("1", nil))
	_, _ = subscriber.Subscribe(nil, "poll.events")
}
