package config

import (
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
)

type Config struct {
	HTTPAddr string
	Kafka    KafkaConfig
}

type KafkaConfig struct {
	Brokers    []string
	Topic      string
	DLQTopic   string
	GroupID    string
	MaxRetries int
}

func Load() *Config {
	return &Config{
		HTTPAddr: getEnv("HTTP_ADDR", ":8080"),
		Kafka: KafkaConfig{
			Brokers:    strings.Split(getEnv("KAFKA_BROKERS", "kafka:9092"), ","),
			Topic:      getEnv("KAFKA_TOPIC", "notification-requests"),
			DLQTopic:   getEnv("KAFKA_DLQ_TOPIC", "notification-requests-dlq"),
			GroupID:    getEnv("KAFKA_GROUP_ID", "notify-workers"),
			MaxRetries: getInt("KAFKA_MAX_RETRIES", 5),
		},
	}
}

func (c KafkaConfig) Reader() *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{
		Brokers:        c.Brokers,
		GroupID:        c.GroupID,
		Topic:          c.Topic,
		SessionTimeout: 20 * time.Second,
	})
}

func (c KafkaConfig) DeadLetters() *kafka.Writer {
	return &kafka.Writer{
		Addr:                   kafka.TCP(c.Brokers...),
		Topic:                  c.DLQTopic,
		AllowAutoTopicCreation: true,
	}
}

func getEnv(key, fallback string) string {
	if v, ok := os.LookupEnv(key); ok && v != "" {
		return v
	}
	return fallback
}

func getInt(key string, fallback int) int {
	n, err := strconv.Atoi(os.Getenv(key))
	if err != nil {
		return fallback
	}
	return n
}
