package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"sync"

	"github.com/Shopify/sarama"
)

var (
	brokerList = flag.String("brokers", os.Getenv("KAFKA_PEERS"), "The comma separated list of brokers in the Kafka cluster")
	partitions = flag.String("partitions", "all", "The partitions to consume, can be 'all' or comma-separated numbers")
	verbose    = flag.Bool("verbose", false, "Whether to turn on sarama logging")
)

const deviceEvents = "device-events"

func main() {
	flag.Parse()
	if *brokerList == "" {
		fmt.Fprintln(os.Stderr, "You have to provide -brokers as a comma-separated list")
		os.Exit(64)
	}
	if *verbose {
		sarama.Logger = log.New(os.Stderr, "[sarama] ", log.LstdFlags)
	}

	c, err := sarama.NewConsumer(strings.Split(*brokerList, ","), nil)
	if err != nil {
		log.Fatalf("Failed to start consumer: %s", err)
	}

	ids, err := c.Partitions(deviceEvents)
	if err != nil {
		log.Fatalf("Failed to get the list of partitions (%s): %s", *partitions, err)
	}

	var (
		messages = make(chan *sarama.ConsumerMessage, 256)
		closing  = make(chan struct{})
		wg       sync.WaitGroup
	)

	go func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt)
		<-signals
		close(closing)
	}()

	for _, id := range ids {
		pc, err := c.ConsumePartition(deviceEvents, id, sarama.OffsetNewest)
		if err != nil {
			log.Fatalf("Failed to start consumer for partition %d: %s", id, err)
		}
		go func(pc sarama.PartitionConsumer) {
			<-closing
			pc.AsyncClose()
		}(pc)
		wg.Add(1)
		go func(pc sarama.PartitionConsumer) {
			defer wg.Done()
			for m := range pc.Messages() {
				messages <- m
			}
		}(pc)
	}

	go func() {
		for msg := range messages {
			fmt.Printf("%d\t%d\t%s\t%s\n", msg.Partition, msg.Offset, msg.Key, msg.Value)
		}
	}()
	wg.Wait()
	close(messages)
	_ = c.Close()
}
