package search

import (
	"context"
	"errors"
	"io"
	"log"
	"time"

	"github.com/segmentio/kafka-go"
)

type Document struct {
	Index string
	ID    string
	Body  []byte
}

type Sink interface {
	Upsert(context.Context, Document) error
	Delete(ctx context.Context, index, id string) error
}

type Indexer struct {
	reader *kafka.Reader
	sink   Sink
}

func New(sink Sink, addrs ...string) *Indexer {
	r := kafka.NewReader(kafka.ReaderConfig{
		Brokers:        addrs,
		GroupID:        "search-indexer",
		GroupTopics:    []string{"product-changes", "seller-changes", "review-changes"},
		MinBytes:       1 << 10,
		MaxBytes:       10 << 20,
		CommitInterval: time.Second,
		MaxWait:        250 * time.Millisecond,
		ErrorLogger:    kafka.LoggerFunc(log.Printf),
	})
	return &Indexer{reader: r, sink: sink}
}

func (i *Indexer) Loop(ctx context.Context) error {
	for {
		m, err := i.reader.FetchMessage(ctx)
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, context.Canceled):
			return nil
		case err != nil:
			return err
		}

		if len(m.Value) == 0 { // tombstone
			err = i.sink.Delete(ctx, m.Topic, string(m.Key))
		} else {
			err = i.sink.Upsert(ctx, Document{Index: m.Topic, ID: string(m.Key), Body: m.Value})
		}
		if err != nil {
			log.Printf("index %s@%d: %v", m.Topic, m.Offset, err)
			continue
		}
		if err := i.reader.CommitMessages(ctx, m); err != nil {
			return err
		}
	}
}

func (i *Indexer) Close() error { return i.reader.Close() }
