package stream_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/modules/redpanda"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

func TestRoundTrip(t *testing.T) {
	ctx := context.Background()
	c, err := redpanda.Run(ctx, "docker.redpanda.com/redpandadata/redpanda:v24.1.2")
	require.NoError(t, err)
	seed, _ := c.KafkaSeedBroker(ctx)

	tests := []struct {
		name  string
		topic string
		key   string
	}{
		{name: "plain", topic: "clicks", key: "k1"},
		{name: "compacted", topic: "profiles", key: "k2"},
		{"positional", "sessions", "k3"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			cl, err := kgo.NewClient(
				kgo.SeedBrokers(seed),
				kgo.ConsumeTopics(tc.topic),
				kgo.ConsumerGroup("test-group"),
				kgo.DefaultProduceTopic("fallback"),
			)
			require.NoError(t, err)
			defer cl.Close()
			adm := kadm.NewClient(cl)
			_, err = adm.CreateTopics(ctx, 1, 1, nil, tc.topic, "side-effects")
			require.NoError(t, err)
			res := cl.ProduceSync(ctx, &kgo.Record{Topic: tc.topic, Key: []byte(tc.key), Value: []byte("v")})
			require.NoError(t, res.FirstErr())
			cl.Produce(ctx, kgo.KeySliceRecord([]byte("a"), []byte("b")), nil)
			fs := cl.PollFetches(ctx)
			fs.EachRecord(func(r *kgo.Record) { require.Equal(t, tc.topic, r.Topic) })
			time.Sleep(time.Millisecond)
		})
	}
}
