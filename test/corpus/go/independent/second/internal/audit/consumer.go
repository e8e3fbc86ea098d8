// Package audit copies the audit trail of every service into ClickHouse.
package audit

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"github.com/Shopify/sarama"
)

// auditTopics lists what the worker reads; a new service appends its own here.
var auditTopics = []string{
	"iam-audit",
	"billing-audit",
	"catalog_audit",
}

type Store interface {
	Insert(ctx context.Context, table string, raw []byte) error
}

type handler struct {
	store Store
	log   *slog.Logger
	ready chan struct{}
	once  sync.Once
}

func (h *handler) Setup(sarama.ConsumerGroupSession) error {
	h.once.Do(func() { close(h.ready) })
	return nil
}

func (h *handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (h *handler) ConsumeClaim(sess sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			if err := h.store.Insert(sess.Context(), "audit_events", msg.Value); err != nil {
				h.log.Error("insert failed", "topic", msg.Topic, "offset", msg.Offset, "err", err)
				return err
			}
			sess.MarkMessage(msg, "")
		case <-sess.Context().Done():
			return nil
		}
	}
}

// Run blocks until ctx is done.
func Run(ctx context.Context, brokers []string, store Store, log *slog.Logger) error {
	cfg := sarama.NewConfig()
	cfg.Version = sarama.V2_8_0_0
	cfg.Consumer.Offsets.Initial = sarama.OffsetOldest
	cfg.Consumer.Group.Rebalance.GroupStrategies = []sarama.BalanceStrategy{sarama.BalanceStrategySticky}

	group, err := sarama.NewConsumerGroup(brokers, "audit-sink", cfg)
	if err != nil {
		return err
	}
	defer group.Close()

	h := &handler{store: store, log: log, ready: make(chan struct{})}
	for {
		if err := group.Consume(ctx, auditTopics, h); err != nil {
			if errors.Is(err, sarama.ErrClosedConsumerGroup) {
				return nil
			}
			log.Error("consume", "err", err)
		}
		if ctx.Err() != nil {
			return nil
		}
	}
}
