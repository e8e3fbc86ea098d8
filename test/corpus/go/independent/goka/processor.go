package processor

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/IBM/sarama"
	"github.com/IBM/sarama/mocks"
	"github.com/lovoo/goka"
	"github.com/lovoo/goka/codec"
)

var (
	brokers             = []string{"localhost:9092"}
	topic   goka.Stream = "example-stream"
	group   goka.Group  = "example-group"
)

func runEmitter() error {
	emitter, err := goka.NewEmitter(brokers, topic, new(codec.String))
	if err != nil {
		return fmt.Errorf("error creating emitter: %w", err)
	}
	defer emitter.Finish()
	return emitter.EmitSync("some-key", "some-value")
}

func runProcessor(ctx context.Context) error {
	cb := func(ctx goka.Context, msg any) {
		var counter int64
		if val := ctx.Value(); val != nil {
			counter = val.(int64)
		}
		counter++
		ctx.SetValue(counter)
		ctx.Emit("example_counts", ctx.Key(), strconv.FormatInt(counter, 10))
	}
	g := goka.DefineGroup(group,
		goka.Input(topic, new(codec.String), cb),
		goka.Input("example.corrections", new(codec.String), cb),
		goka.Output("example_counts", new(codec.String)),
		goka.Persist(new(codec.Int64)),
	)
	p, err := goka.NewProcessor(brokers, g)
	if err != nil {
		return err
	}
	return p.Run(ctx)
}

func TestSync(t *testing.T) {
	sp := mocks.NewSyncProducer(t, nil)
	sp.ExpectSendMessageAndSucceed()
	tests := []struct {
		name string
		msg  *sarama.ProducerMessage
	}{
		{name: "plain", msg: &sarama.ProducerMessage{Topic: "syncPlain", Value: sarama.StringEncoder("v")}},
		{name: "retry", msg: &sarama.ProducerMessage{Topic: "sync-retry-1", Value: sarama.StringEncoder("v")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := sp.SendMessage(tt.msg); err != nil {
				t.Errorf("topic %s: %v", tt.msg.Topic, err)
			}
		})
	}
}
