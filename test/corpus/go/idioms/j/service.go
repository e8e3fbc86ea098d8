package service

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"github.com/segmentio/kafka-go"
)

type Topics struct {
	Orders   string
	Payments string
}

var DefaultTopics = Topics{Orders: "svc.orders", Payments: "svc.payments"}

type Service struct {
	readers map[string]*kafka.Reader
	w       *kafka.Writer
}

func New(brokers []string, topics Topics) *Service {
	s := &Service{readers: map[string]*kafka.Reader{}}
	for _, t := range []string{topics.Orders, topics.Payments} {
		s.readers[t] = kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, GroupID: "svc", Topic: t})
	}
	s.w = kafka.NewWriter(kafka.WriterConfig{Brokers: brokers, Topic: "svc.results"})
	return s
}

func Default(brokers []string) *Service { return New(brokers, DefaultTopics) }

func (s *Service) Loop(ctx context.Context, r *kafka.Reader) error {
	for {
		m, err := r.FetchMessage(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		switch m.Topic {
		case "svc.orders":
			slog.Info("order")
		}
		if err := s.w.WriteMessages(ctx, kafka.Message{Value: m.Value}); err != nil {
			return err
		}
	}
}
