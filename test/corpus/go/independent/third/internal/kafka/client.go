package kafka

import (
	"context"
	"os"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"go.uber.org/fx"
	"go.uber.org/zap"
)

const (
	defaultGroup  = "ledger-projector"
	clientName    = "ledger"
	flushTimeout  = 5000
	retryTopicEnv = "KAFKA_RETRY_TOPIC"
)

type Params struct {
	fx.In
	Lifecycle fx.Lifecycle
	Log       *zap.Logger
	Topics    []string `name:"topics"`
}

type Client struct {
	c   *kafka.Consumer
	p   *kafka.Producer
	log *zap.Logger
}

func New(in Params) (*Client, error) {
	cm := &kafka.ConfigMap{
		"bootstrap.servers":      os.Getenv("KAFKA_BOOTSTRAP"),
		"client.id":              clientName,
		"group.id":               defaultGroup,
		"security.protocol":      "SASL_SSL",
		"sasl.mechanisms":        "PLAIN",
		"auto.offset.reset":      "earliest",
		"max.poll.interval.ms":   300000,
		"session.timeout.ms":     45000,
		"statistics.interval.ms": 0,
	}
	c, err := kafka.NewConsumer(cm)
	if err != nil {
		return nil, err
	}
	cl := &Client{c: c, log: in.Log.Named("kafka")}
	in.Lifecycle.Append(fx.Hook{
		OnStart: func(context.Context) error { return c.SubscribeTopics(in.Topics, nil) },
		OnStop:  func(context.Context) error { return c.Close() },
	})
	return cl, nil
}

func (c *Client) Retry(m *kafka.Message) error {
	topic := os.Getenv(retryTopicEnv)
	return c.p.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny},
		Key:            m.Key,
		Value:          m.Value,
		Timestamp:      time.Now(),
	}, nil)
}
