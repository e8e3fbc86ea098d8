package events

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	kafkago "github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/snappy"
	"go.uber.org/zap"
)

type PaymentCaptured struct {
	PaymentID string
	Amount    int64
	Currency  string
}

type Publisher struct {
	captured *kafkago.Writer
	refunds  *kafkago.Writer
	log      *zap.Logger
}

func NewPublisher(brokers []string, log *zap.Logger) *Publisher {
	return &Publisher{
		captured: &kafkago.Writer{
			Addr:         kafkago.TCP(brokers...),
			Topic:        "payment.captured",
			Balancer:     &kafkago.Hash{},
			RequiredAcks: kafkago.RequireAll,
			BatchTimeout: 10 * time.Millisecond,
			Compression:  kafkago.Compression(snappy.NewCompressionCodec().Code()),
		},
		refunds: kafkago.NewWriter(kafkago.WriterConfig{
			Brokers:  brokers,
			Topic:    "payment.refunded",
			Balancer: &kafkago.CRC32Balancer{},
			Async:    false,
		}),
		log: log,
	}
}

func (p *Publisher) Captured(ctx context.Context, e PaymentCaptured) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("marshal %s: %w", e.PaymentID, err)
	}
	err = p.captured.WriteMessages(ctx, kafkago.Message{
		Key:   []byte(e.PaymentID),
		Value: raw,
		Headers: []kafkago.Header{
			{Key: "event_id", Value: []byte(uuid.NewString())},
			{Key: "event_type", Value: []byte("PaymentCaptured")},
		},
	})
	if err != nil {
		p.log.Warn("payment event lost", zap.String("payment", e.PaymentID), zap.Error(err))
	}
	return err
}

func (p *Publisher) Close() error {
	if err := p.captured.Close(); err != nil {
		return err
	}
	return p.refunds.Close()
}
