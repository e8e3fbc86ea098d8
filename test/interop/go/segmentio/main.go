// segmentio/kafka-go: its Reader still speaks the oldest versions of the group APIs. Prints what it saw, one
// name=value per line; the test judges. Arguments: action, bootstrap servers, topic, codec or group, count.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
)

var codecs = map[string]kafka.Compression{
	"gzip": kafka.Gzip, "snappy": kafka.Snappy, "lz4": kafka.Lz4, "zstd": kafka.Zstd,
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Second)
	defer cancel()
	brokers := strings.Split(os.Args[2], ",")
	count, err := strconv.Atoi(os.Args[5])
	check(err)
	switch os.Args[1] {
	case "produce":
		produce(ctx, brokers, os.Args[3], os.Args[4], count)
	case "consume":
		consume(ctx, brokers, os.Args[3], os.Args[4], count)
	}
}

func produce(ctx context.Context, brokers []string, topic, codec string, count int) {
	writer := &kafka.Writer{
		Addr: kafka.TCP(brokers...), Topic: topic, Balancer: &kafka.Hash{},
		RequiredAcks: kafka.RequireAll, Compression: codecs[codec], BatchTimeout: 5 * time.Millisecond,
	}
	messages := make([]kafka.Message, count)
	for index := range messages {
		key, value := fmt.Sprintf("key%d", index%10), fmt.Sprintf("value%d", index)
		messages[index] = kafka.Message{Key: []byte(key), Value: []byte(value)}
	}
	check(writer.WriteMessages(ctx, messages...))
	check(writer.Close())
	fmt.Println("written=true")
}

func consume(ctx context.Context, brokers []string, topic, group string, count int) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: brokers, GroupID: group, Topic: topic, MaxWait: 300 * time.Millisecond,
		StartOffset: kafka.FirstOffset,
	})
	last, read, ordered := map[string]int{}, 0, true
	for read < count {
		message, err := reader.FetchMessage(ctx)
		check(err)
		value, err := strconv.Atoi(strings.TrimPrefix(string(message.Value), "value"))
		check(err)
		before, seen := last[string(message.Key)]
		ordered = ordered && (!seen || value > before)
		last[string(message.Key)] = value
		read++
		check(reader.CommitMessages(ctx, message))
	}
	check(reader.Close())
	fmt.Printf("read=%d\nordered=%t\n", read, ordered)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
