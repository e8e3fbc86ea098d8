package notify

import (
	"context"
	"encoding/json"
	"log"

	"github.com/redis/go-redis/v9"
)

const (
	topicToast  = "ui:toast"
	topicBanner = "ui:banner"
)

var topics = []string{topicToast, topicBanner}

type Message struct {
	Topic string `json:"topic"`
	Text  string `json:"text"`
}

type RedisBus struct {
	rdb *redis.Client
}

func (b *RedisBus) Publish(ctx context.Context, m Message) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return b.rdb.Publish(ctx, m.Topic, raw).Err()
}

func (b *RedisBus) Subscribe(ctx context.Context, fn func(Message)) {
	sub := b.rdb.Subscribe(ctx, topics...)
	defer sub.Close()
	for raw := range sub.Channel() {
		var m Message
		if err := json.Unmarshal([]byte(raw.Payload), &m); err != nil {
			log.Println("drop", err)
			continue
		}
		fn(m)
	}
}

func (b *RedisBus) Toast(ctx context.Context, text string) error {
	if err := b.Publish(ctx, Message{Topic: "ui:toast", Text: text}); err != nil {
		return err
	}
	return b.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "ui-history", Values: map[string]any{"text": text}}).Err()
}
