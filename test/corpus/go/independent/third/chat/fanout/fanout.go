package fanout

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"google.golang.org/protobuf/proto"
)

var tracer = otel.Tracer("chat/fanout")

const (
	TopicInbox    = "chat.inbox"
	TopicPresence = "chat.presence"
)

type Fanout struct {
	client *kgo.Client
	errs   chan error
}

func New(seeds ...string) (*Fanout, error) {
	client, err := kgo.NewClient(
		kgo.SeedBrokers(seeds...),
		kgo.RecordPartitioner(kgo.StickyKeyPartitioner(nil)),
		kgo.MaxBufferedRecords(50_000),
	)
	if err != nil {
		return nil, fmt.Errorf("create client: %w", err)
	}
	return &Fanout{client: client, errs: make(chan error, 16)}, nil
}

func (f *Fanout) Inbox(ctx context.Context, user string, m proto.Message) error {
	ctx, span := tracer.Start(ctx, "fanout.inbox")
	defer span.End()
	span.SetAttributes(attribute.String("messaging.destination", TopicInbox))

	b, err := proto.Marshal(m)
	if err != nil {
		return err
	}
	rec := &kgo.Record{
		Topic:   TopicInbox,
		Key:     []byte(user),
		Value:   b,
		Headers: []kgo.RecordHeader{{Key: "type", Value: []byte(m.ProtoReflect().Descriptor().FullName())}},
	}
	return f.client.ProduceSync(ctx, rec).FirstErr()
}

func (f *Fanout) Presence(ctx context.Context, user string, online bool) {
	v := byte('0')
	if online {
		v = '1'
	}
	f.client.Produce(ctx, &kgo.Record{Topic: TopicPresence, Key: []byte(user), Value: []byte{v}}, f.done)
}

func (f *Fanout) Typing(ctx context.Context, room string) {
	f.client.TryProduce(ctx, &kgo.Record{Topic: "chat.typing", Key: []byte(room)}, f.done)
}

func (f *Fanout) done(r *kgo.Record, err error) {
	if err == nil {
		return
	}
	select {
	case f.errs <- fmt.Errorf("%s: %w", r.Topic, err):
	default:
	}
}
