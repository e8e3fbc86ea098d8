package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

var purchases = "purchases"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintf(os.Stderr, "Usage: %s <broker>\n", os.Args[0])
		os.Exit(1)
	}
	p, err := kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": os.Args[1], "client.id": "shop", "acks": "all"})
	if err != nil {
		fmt.Println("Failed to create producer:", err)
		os.Exit(1)
	}

	p.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{Topic: &purchases, Partition: kafka.PartitionAny},
		Key:            []byte("eabara"),
		Value:          []byte("book"),
	}, nil)

	refunds := "purchase_refunds"
	err = p.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{
			Topic:     &refunds,
			Partition: 0,
		},
		Value: []byte("refund"),
	}, nil)
	if err != nil {
		fmt.Println("refund:", err)
	}
	p.Flush(15 * 1000)

	c, err := kafka.NewConsumer(&kafka.ConfigMap{
		"bootstrap.servers": os.Args[1],
		"group.id":          "shop-consumers",
		"auto.offset.reset": "earliest",
	})
	if err != nil {
		panic(err)
	}
	defer c.Close()
	if err = c.Subscribe("price.updates", nil); err != nil {
		panic(err)
	}
	err = c.SubscribeTopics([]string{"stock", purchases, "^shop-.*"}, nil)
	if err != nil {
		panic(err)
	}
	ev, _ := c.ReadMessage(time.Second)
	fmt.Println("first event", ev)

	a, _ := kafka.NewAdminClientFromProducer(p)
	results, err := a.CreateTopics(context.Background(), []kafka.TopicSpecification{{
		Topic:             "shop-admin",
		NumPartitions:     1,
		ReplicationFactor: 1,
	}, {Topic: "shop_admin", NumPartitions: 1}})
	fmt.Println(results, err)
}
