package consumer

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"

	"github.com/Shopify/sarama"
)

func getenv(key, fallback string) string {
	if v, ok := os.LookupEnv(key); ok {
		return v
	}
	return fallback
}

var inventoryTopic = getenv("INVENTORY_TOPIC", "inventory-updates")

type handler struct {
	ready chan bool
	mu    sync.Mutex
}

func (h *handler) Setup(sarama.ConsumerGroupSession) error   { close(h.ready); return nil }
func (h *handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (h *handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		switch message.Topic {
		case inventoryTopic:
			fmt.Println("inventory", string(message.Value))
		default:
			fmt.Println("unknown topic", message.Topic)
		}
		session.MarkMessage(message, "")
	}
	return nil
}

// Run joins the group and consumes until interrupted.
func Run(ctx context.Context) error {
	cfg := sarama.NewConfig()
	cfg.Consumer.Offsets.Initial = sarama.OffsetOldest
	group, err := sarama.NewConsumerGroup(strings.Split(getenv("BROKERS", "localhost:9092"), ","), "inventory-group", cfg)
	if err != nil {
		return fmt.Errorf("inventory group: %w", err)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	h := &handler{ready: make(chan bool)}
	for ctx.Err() == nil {
		if err := group.Consume(ctx, []string{inventoryTopic, "inventory_counts", "warehouse.item.event.moved.v1"}, h); err != nil {
			return err
		}
	}
	return nil
}

// Tail reads a single partition from the end.
func Tail(c sarama.Consumer) (sarama.PartitionConsumer, error) {
	pc, err := c.ConsumePartition("inventory.audit", 0, sarama.OffsetNewest)
	if err != nil {
		return nil, err
	}
	return pc, nil
}
