package kafkax

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/IBM/sarama"
)

type HandlerFunc func(ctx context.Context, msg *sarama.ConsumerMessage) error

type Options struct {
	Brokers []string
	GroupID string
	Topics  []string
	Version string
	Backoff time.Duration
}

func (o Options) validate() error {
	if len(o.Topics) == 0 {
		return errors.New("kafkax: at least one topic is required")
	}
	if o.GroupID == "" {
		return errors.New("kafkax: group id is required")
	}
	return nil
}

type Group struct {
	opts  Options
	group sarama.ConsumerGroup
	fn    HandlerFunc
}

func NewGroup(o Options, fn HandlerFunc) (*Group, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	cfg := sarama.NewConfig()
	cfg.ClientID = "kafkax"
	if o.Version != "" {
		v, err := sarama.ParseKafkaVersion(o.Version)
		if err != nil {
			return nil, fmt.Errorf("version %q: %w", o.Version, err)
		}
		cfg.Version = v
	}
	g, err := sarama.NewConsumerGroup(o.Brokers, o.GroupID, cfg)
	if err != nil {
		return nil, err
	}
	return &Group{opts: o, group: g, fn: fn}, nil
}

func (g *Group) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := g.group.Consume(ctx, g.opts.Topics, g); err != nil {
			time.Sleep(g.opts.Backoff)
		}
	}
	return g.group.Close()
}

func (g *Group) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (g *Group) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (g *Group) ConsumeClaim(s sarama.ConsumerGroupSession, c sarama.ConsumerGroupClaim) error {
	for m := range c.Messages() {
		if err := g.fn(s.Context(), m); err != nil {
			return fmt.Errorf("topic %s: %w", m.Topic, err)
		}
		s.MarkMessage(m, "done")
	}
	return nil
}
