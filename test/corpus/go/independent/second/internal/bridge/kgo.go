package bridge

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"time"

	"github.com/rs/zerolog/log"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

type Bridge struct {
	cl        *kgo.Client
	transform func([]byte) ([]byte, error)
}

func Dial(seeds []string, user, pass string, fn func([]byte) ([]byte, error)) (*Bridge, error) {
	dialer := &tls.Dialer{NetDialer: &net.Dialer{Timeout: 10 * time.Second}}
	cl, err := kgo.NewClient(
		kgo.SeedBrokers(seeds...),
		kgo.ClientID("telemetry-bridge"),
		kgo.ConsumerGroup("telemetry-bridge-v1"),
		kgo.ConsumeTopics("vehicle.telemetry.raw"),
		kgo.DefaultProduceTopic("vehicle.telemetry.normalized"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtEnd()),
		kgo.SASL(scram.Auth{User: user, Pass: pass}.AsSha512Mechanism()),
		kgo.Dialer(dialer.DialContext),
		kgo.DisableAutoCommit(),
		kgo.ProducerBatchCompression(kgo.Lz4Compression(), kgo.NoCompression()),
	)
	if err != nil {
		return nil, fmt.Errorf("kgo: %w", err)
	}
	return &Bridge{cl: cl, transform: fn}, nil
}

func (b *Bridge) Run(ctx context.Context) error {
	for {
		fetches := b.cl.PollFetches(ctx)
		if fetches.IsClientClosed() || ctx.Err() != nil {
			return nil
		}
		fetches.EachError(func(t string, p int32, err error) {
			log.Error().Str("topic", t).Int32("partition", p).Err(err).Msg("fetch")
		})

		var out []*kgo.Record
		fetches.EachRecord(func(r *kgo.Record) {
			v, err := b.transform(r.Value)
			if err != nil {
				// bad frames are parked, not retried
				out = append(out, &kgo.Record{Topic: "vehicle.telemetry.rejected", Key: r.Key, Value: r.Value})
				return
			}
			out = append(out, kgo.KeySliceRecord(r.Key, v))
		})
		if err := b.cl.ProduceSync(ctx, out...).FirstErr(); err != nil {
			return err
		}
		if err := b.cl.CommitUncommittedOffsets(ctx); err != nil {
			return err
		}
	}
}
