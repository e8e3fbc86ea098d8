package publisher

import (
	"context"
	"encoding/json"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill/message"
	skafka "github.com/segmentio/kafka-go"
)

type Publisher struct {
	w *skafka.Writer
}

var topics = map[string]string{
	"created": "account-created",
	"closed":  "account-closed",
}

func (p *Publisher) publish(ctx context.Context, topic string, key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return p.w.WriteMessages(ctx, skafka.Message{
		Topic: topic,
		Key:   []byte(key),
		Value: b,
		Time:  time.Now(),
	})
}

func (p *Publisher) Renamed(ctx context.Context, id, name string) error {
	return p.publish(ctx, "account_renamed", id, map[string]string{"name": name, "topic": "names"})
}

func (p *Publisher) Created(ctx context.Context, id string) error {
	return p.publish(ctx, topics["created"], id, "created")
}

func (p *Publisher) Closed(ctx context.Context, id string) error {
	return p.w.WriteMessages(ctx, skafka.Message{Topic: topics["closed"], Key: []byte(id)})
}

func Watermill(brokers []string) error {
	logger := watermill.NewStdLogger(false, false)
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{
		Brokers:   brokers,
		Marshaler: kafka.DefaultMarshaler{},
	}, logger)
	if err != nil {
		return err
	}
	msg := message.NewMessage(watermill.NewUUID(), []byte("hello"))
	return pub.Publish("account.greetings", msg)
}
