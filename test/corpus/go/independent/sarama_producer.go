package main

import (
	"encoding/json"
	"errors"
	"flag"
	"log"
	"os"
	"time"

	"github.com/IBM/sarama"
)

const (
	accessTopic = "access_log"
	errorTopic  = "error-log"
	clientID    = "http-server"
)

var (
	brokers  = flag.String("brokers", os.Getenv("KAFKA_PEERS"), "The Kafka brokers to connect to")
	certFile = flag.String("certificate", "", "The optional certificate file")
)

type entry struct {
	Method string `json:"method"`
	Topic  string `json:"topic"`
}

func newProducer(peers []string) sarama.AsyncProducer {
	config := sarama.NewConfig()
	config.ClientID = clientID
	config.Producer.RequiredAcks = sarama.WaitForLocal
	config.Producer.Compression = sarama.CompressionSnappy
	config.Producer.Flush.Frequency = 500 * time.Millisecond

	producer, err := sarama.NewAsyncProducer(peers, config)
	if err != nil {
		log.Fatalln("Failed to start Sarama producer:", err)
	}
	return producer
}

func main() {
	flag.Parse()
	producer := newProducer([]string{*brokers})
	defer producer.Close()

	value, _ := json.Marshal(entry{Method: "GET", Topic: "not a kafka topic"})
	producer.Input() <- &sarama.ProducerMessage{
		Topic: accessTopic,
		Key:   sarama.StringEncoder("127.0.0.1"),
		Value: sarama.ByteEncoder(value),
	}
	producer.Input() <- &sarama.ProducerMessage{
		Topic: errorTopic, Value: sarama.StringEncoder("boom"),
		Headers: []sarama.RecordHeader{{Key: []byte("type"), Value: []byte("error-happened")}},
	}

	msg := &sarama.ProducerMessage{}
	msg.Topic = "slow-requests"
	msg.Value = sarama.StringEncoder("1200ms")
	producer.Input() <- msg

	// producer.Input() <- &sarama.ProducerMessage{Topic: "commented"}

	admin, err := sarama.NewClusterAdmin([]string{*brokers}, sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	err = admin.CreateTopic("serverMetrics", &sarama.TopicDetail{NumPartitions: 3, ReplicationFactor: 1}, false)
	if err != nil && !errors.Is(err, sarama.ErrTopicAlreadyExists) {
		log.Printf("topic serverMetrics: %v", err)
	}
	_ = admin.DeleteTopic(`obsolete.metrics`)
}
