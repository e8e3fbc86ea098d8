package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"strings"

	"github.com/IBM/sarama"
)

var (
	brokers = flag.String("brokers", os.Getenv("KAFKA_PEERS"), "The Kafka brokers to connect to, as a comma separated list")
	topics  = flag.String("topics", "orders,payments", "Kafka topics to be consumed, as a comma separated list")
	group   = flag.String("group", "billing", "Kafka consumer group definition")
	verbose = flag.Bool("verbose", false, "Sarama logging")
)

type handler struct{ ready chan bool }

func (h *handler) Setup(sarama.ConsumerGroupSession) error   { close(h.ready); return nil }
func (h *handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }
func (h *handler) ConsumeClaim(s sarama.ConsumerGroupSession, c sarama.ConsumerGroupClaim) error {
	for msg := range c.Messages() {
		log.Printf("topic %q", msg.Topic)
		s.MarkMessage(msg, "")
	}
	return nil
}

func main() {
	flag.Parse()
	cfg := sarama.NewConfig()
	client, err := sarama.NewConsumerGroup(strings.Split(*brokers, ","), *group, cfg)
	if err != nil {
		log.Panicf("Error creating consumer group client: %v", err)
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	for {
		if err := client.Consume(ctx, strings.Split(*topics, ","), &handler{ready: make(chan bool)}); err != nil {
			log.Panicf("Error from consumer: %v", err)
		}
	}
}
