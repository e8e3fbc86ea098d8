package export

import (
	"context"
	"fmt"
	"os"

	"cloud.google.com/go/pubsub"
	"google.golang.org/api/option"
)

const defaultTopic = "invoice-exports"

type Exporter struct {
	client *pubsub.Client
	topic  *pubsub.Topic
}

func topicName() string {
	if t := os.Getenv("EXPORT_TOPIC"); t != "" {
		return t
	}
	return defaultTopic
}

func New(ctx context.Context, project string, opts ...option.ClientOption) (*Exporter, error) {
	c, err := pubsub.NewClient(ctx, project, opts...)
	if err != nil {
		return nil, fmt.Errorf("pubsub: %w", err)
	}
	t := c.Topic(topicName())
	ok, err := t.Exists(ctx)
	if err != nil {
		return nil, err
	}
	if !ok {
		if t, err = c.CreateTopic(ctx, "invoice-exports"); err != nil {
			return nil, err
		}
	}
	t.EnableMessageOrdering = true
	return &Exporter{client: c, topic: t}, nil
}

func (e *Exporter) Send(ctx context.Context, tenant string, body []byte) (string, error) {
	res := e.topic.Publish(ctx, &pubsub.Message{
		Data:        body,
		OrderingKey: tenant,
		Attributes:  map[string]string{"topic": "exports", "format": "ubl"},
	})
	return res.Get(ctx)
}
