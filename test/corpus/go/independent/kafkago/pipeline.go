package pipeline

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/segmentio/kafka-go"
)

const defaultTopic = "pipeline-input"

type Config struct {
	Brokers []string
	Topic   string
	GroupID string
}

func DefaultConfig() Config {
	return Config{
		Brokers: []string{"localhost:9092"},
		Topic:   defaultTopic,
		GroupID: "pipeline",
	}
}

func NewReader(cfg Config) *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{
		Brokers:  cfg.Brokers,
		GroupID:  cfg.GroupID,
		Topic:    cfg.Topic,
		MinBytes: 10e3,
		MaxBytes: 10e6,
		MaxWait:  time.Second,
	})
}

func Run(ctx context.Context, cfg Config) error {
	r := NewReader(cfg)
	defer r.Close()

	multi := kafka.NewReader(kafka.ReaderConfig{
		Brokers:     cfg.Brokers,
		GroupID:     "pipeline-multi",
		GroupTopics: []string{"pipeline-a", "pipeline-b"},
	})
	defer multi.Close()

	w := &kafka.Writer{
		Addr:                   kafka.TCP(cfg.Brokers...),
		Topic:                  "pipeline_output",
		Balancer:               &kafka.LeastBytes{},
		AllowAutoTopicCreation: true,
	}
	defer w.Close()

	errs := &kafka.Writer{Addr: kafka.TCP(cfg.Brokers...)}
	for {
		m, err := r.FetchMessage(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			slog.Error("fetch failed", "topic", "pipeline", "err", err)
			_ = errs.WriteMessages(ctx, kafka.Message{Topic: "Pipeline.Errors", Key: []byte("err"), Value: []byte(err.Error())},
				kafka.Message{
					Topic: "pipeline.alerts",
					Value: []byte("pipeline-failed"),
				})
			return err
		}
		if err := w.WriteMessages(ctx, kafka.Message{Key: m.Key, Value: m.Value}); err != nil {
			return err
		}
	}
}

func Provision() error {
	conn, err := kafka.DialLeader(context.Background(), "tcp", os.Getenv("BROKER"), "pipeline-leader", 0)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.CreateTopics(kafka.TopicConfig{Topic: "pipeline-created", NumPartitions: 1, ReplicationFactor: 1})
}
