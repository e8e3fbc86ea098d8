package ingest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
)

func newCluster(t *testing.T) *kfake.Cluster {
	t.Helper()
	c, err := kfake.NewCluster(
		kfake.NumBrokers(1),
		kfake.SeedTopics(4, "sensor-frames", "sensor-alarms"),
	)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func TestConsumesFromTimestamp(t *testing.T) {
	cluster := newCluster(t)
	start := time.Now().Add(-time.Hour)

	producer, err := kgo.NewClient(kgo.SeedBrokers(cluster.ListenAddrs()...), kgo.DefaultProduceTopic("sensor-frames"))
	require.NoError(t, err)
	defer producer.Close()

	for _, v := range []string{"21.5", "21.7", "22.0"} {
		require.NoError(t, producer.ProduceSync(context.Background(), kgo.StringRecord(v)).FirstErr())
	}

	consumer, err := kgo.NewClient(
		kgo.SeedBrokers(cluster.ListenAddrs()...),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{
			"sensor-frames": {
				0: kgo.NewOffset().AfterMilli(start.UnixMilli()),
				1: kgo.NewOffset().AtStart(),
				2: kgo.NewOffset().AtStart(),
				3: kgo.NewOffset().AtStart(),
			},
		}),
	)
	require.NoError(t, err)
	defer consumer.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()

	var got []string
	for len(got) < 3 {
		fs := consumer.PollFetches(ctx)
		require.Empty(t, fs.Errors())
		fs.EachRecord(func(r *kgo.Record) { got = append(got, string(r.Value)) })
	}
	assert.ElementsMatch(t, []string{"21.5", "21.7", "22.0"}, got)
}
