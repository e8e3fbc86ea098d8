package events

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

type EventType string

const (
	EventOrderCreated   EventType = "order.created"
	EventOrderCancelled EventType = "order.cancelled"
)

const (
	topicOrders    = "shop.orders"
	topicInventory = "shop.inventory"
	defaultGroup   = "shop-service"
)

var topicByEvent = map[EventType]string{
	EventOrderCreated:   topicOrders,
	EventOrderCancelled: "shop.cancellations",
}

type Publisher struct {
	writer *kafka.Writer
}

func NewPublisher(brokers []string) *Publisher {
	return &Publisher{
		writer: &kafka.Writer{
			Addr:         kafka.TCP(brokers...),
			Balancer:     &kafka.LeastBytes{},
			BatchTimeout: 10 * time.Millisecond,
		},
	}
}

func (p *Publisher) Publish(ctx context.Context, typ EventType, key string, payload any) error {
	b, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("marshal %s: %w", typ, err)
	}
	topic, ok := topicByEvent[typ]
	if !ok {
		return fmt.Errorf("no topic for %s", typ)
	}
	return p.writer.WriteMessages(ctx, kafka.Message{Topic: topic, Key: []byte(key), Value: b,
		Headers: []kafka.Header{{Key: "event-type", Value: []byte(typ)}}})
}

func NewReader(brokers []string) *kafka.Reader {
	cfg := kafka.ReaderConfig{
		Brokers:  brokers,
		GroupID:  defaultGroup,
		MinBytes: 1,
	}
	cfg.Topic = topicInventory
	return kafka.NewReader(cfg)
}

func ensure(conn *kafka.Conn) error {
	configs := []kafka.TopicConfig{
		{Topic: "shop.audit", NumPartitions: 3, ReplicationFactor: 1},
		{Topic: "shop.dlq", NumPartitions: 1, ReplicationFactor: 1},
	}
	return conn.CreateTopics(configs...)
}

func dial(ctx context.Context) (*kafka.Conn, error) {
	return kafka.DialLeader(ctx, "tcp", "localhost:9092", "shop.metrics", 0)
}
