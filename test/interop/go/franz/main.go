// franz-go: sessions, KIP-951, the newest versions. Prints what it saw, one name=value per line; the test judges.
// Arguments: action, bootstrap servers, topic, and more.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var codecs = map[string]kgo.CompressionCodec{
	"none":   kgo.NoCompression(),
	"gzip":   kgo.GzipCompression(),
	"snappy": kgo.SnappyCompression(),
	"lz4":    kgo.Lz4Compression(),
	"zstd":   kgo.ZstdCompression(),
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Second)
	defer cancel()
	seeds := kgo.SeedBrokers(strings.Split(os.Args[2], ",")...)
	count, err := strconv.Atoi(os.Args[5])
	check(err)
	switch os.Args[1] {
	case "produce":
		produce(ctx, seeds, os.Args[3], os.Args[4], count)
	case "consume":
		consume(ctx, seeds, os.Args[3], os.Args[4], count)
	}
}

func produce(ctx context.Context, seeds kgo.Opt, topic, codec string, count int) {
	client, err := kgo.NewClient(seeds, kgo.ProducerBatchCompression(codecs[codec]))
	check(err)
	defer client.Close()
	records := make([]*kgo.Record, count)
	for index := range records {
		key, value := fmt.Sprintf("key%d", index%10), fmt.Sprintf("value%d", index)
		records[index] = &kgo.Record{Topic: topic, Key: []byte(key), Value: []byte(value)}
	}
	check(client.ProduceSync(ctx, records...).FirstErr())
	ends := map[int32]int64{}
	for _, record := range records {
		ends[record.Partition] = max(ends[record.Partition], record.Offset+1)
	}
	var sum int64
	for _, end := range ends {
		sum += end
	}
	fmt.Printf("ends=%d\n", sum)
}

func consume(ctx context.Context, seeds kgo.Opt, topic, group string, count int) {
	client, err := kgo.NewClient(seeds,
		kgo.ConsumeTopics(topic), kgo.ConsumerGroup(group), kgo.DisableAutoCommit(),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	check(err)
	defer client.Close()
	last, read, ordered := map[string]int{}, 0, true
	for read < count && ctx.Err() == nil {
		fetches := client.PollFetches(ctx)
		check(fetches.Err())
		fetches.EachRecord(func(record *kgo.Record) {
			value, err := strconv.Atoi(strings.TrimPrefix(string(record.Value), "value"))
			check(err)
			before, seen := last[string(record.Key)]
			ordered = ordered && (!seen || value > before)
			last[string(record.Key)] = value
			read++
		})
	}
	check(client.CommitUncommittedOffsets(ctx))
	fmt.Printf("read=%d\nordered=%t\n", read, ordered)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
