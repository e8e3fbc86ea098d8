package scorer

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	ckafka "github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/sirupsen/logrus"
)

type Transaction struct {
	ID     string  `json:"id"`
	Amount float64 `json:"amount"`
	Card   string  `json:"card"`
}

type Worker struct {
	consumer *ckafka.Consumer
	producer *ckafka.Producer
	score    func(Transaction) float64
}

func NewWorker(bootstrap string, score func(Transaction) float64) (*Worker, error) {
	c, err := ckafka.NewConsumer(&ckafka.ConfigMap{
		"bootstrap.servers":        bootstrap,
		"group.id":                 "fraud-scorer",
		"auto.offset.reset":        "earliest",
		"enable.auto.offset.store": false,
		"isolation.level":          "read_committed",
	})
	if err != nil {
		return nil, err
	}
	p, err := ckafka.NewProducer(&ckafka.ConfigMap{"bootstrap.servers": bootstrap, "enable.idempotence": true})
	if err != nil {
		return nil, err
	}

	err = c.SubscribeTopics([]string{"card-transactions", "wire-transfers"}, func(c *ckafka.Consumer, ev ckafka.Event) error {
		logrus.WithField("event", fmt.Sprintf("%T", ev)).Info("rebalance")
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	return &Worker{consumer: c, producer: p, score: score}, nil
}

func (w *Worker) Run(ctx context.Context) {
	alerts := "fraud-alerts"
	for ctx.Err() == nil {
		msg, err := w.consumer.ReadMessage(500 * time.Millisecond)
		if err != nil {
			if kerr, ok := err.(ckafka.Error); ok && kerr.IsTimeout() {
				continue
			}
			logrus.WithError(err).Error("read")
			continue
		}
		var tx Transaction
		if err := json.Unmarshal(msg.Value, &tx); err != nil {
			logrus.WithError(err).Warn("skip malformed transaction")
		} else if s := w.score(tx); s > 0.93 {
			_ = w.producer.Produce(&ckafka.Message{
				TopicPartition: ckafka.TopicPartition{Topic: &alerts, Partition: ckafka.PartitionAny},
				Key:            []byte(tx.Card),
				Value:          []byte(fmt.Sprintf(`{"id":%q,"score":%.3f}`, tx.ID, s)),
			}, nil)
		}
		if _, err := w.consumer.StoreMessage(msg); err != nil {
			logrus.WithError(err).Error("store offset")
		}
	}
	w.producer.Flush(5000)
	_ = w.consumer.Close()
}
