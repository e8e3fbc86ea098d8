package main

import (
	"fmt"
	"os"

	ck "github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

type Config struct {
	Brokers string
	Topic   string
	Group   string
}

func getenv(key, def string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return def
}

func loadConfig() Config {
	return Config{
		Brokers: getenv("KAFKA_BROKERS", "localhost:9092"),
		Topic:   getenv("KAFKA_TOPIC", "telemetry.readings"),
		Group:   getenv("KAFKA_GROUP", "telemetry"),
	}
}

func main() {
	cfg := loadConfig()
	p, err := ck.NewProducer(&ck.ConfigMap{"bootstrap.servers": cfg.Brokers, "client.id": "meter"})
	if err != nil {
		panic(err)
	}
	topic := cfg.Topic
	err = p.Produce(&ck.Message{
		TopicPartition: ck.TopicPartition{Topic: &topic, Partition: ck.PartitionAny},
		Value:          []byte("v"),
	}, nil)
	fmt.Println(err)

	c, _ := ck.NewConsumer(&ck.ConfigMap{"bootstrap.servers": cfg.Brokers, "group.id": cfg.Group})
	alerts := "telemetry.alerts"
	if err := c.SubscribeTopics([]string{cfg.Topic, alerts, "^telemetry\\..*"}, nil); err != nil {
		panic(err)
	}
	_ = c.Assign([]ck.TopicPartition{{Topic: &alerts, Partition: 0, Offset: ck.OffsetBeginning}})
	admin, _ := ck.NewAdminClientFromProducer(p)
	_, _ = admin.CreateTopics(nil, []ck.TopicSpecification{{Topic: "telemetry.commands", NumPartitions: 3}})
	_, _ = admin.DeleteTopics(nil, []string{"telemetry.old"})
	_, _ = p.GetMetadata(&alerts, false, 1000)
}
