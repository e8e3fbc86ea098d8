package kafkautil

import (
	"crypto/tls"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/IBM/sarama"
	"github.com/xdg-go/scram"
)

const (
	DefaultGroup   = "default-group"
	DefaultClient  = "kafkautil"
	envTopicPrefix = "KAFKA_TOPIC_PREFIX"
)

type Options struct {
	Brokers  []string
	Topics   []string
	User     string
	Password string
}

type flags map[string]string

func (f flags) Topic() string { return f["topic"] }

func Config(o Options) *sarama.Config {
	c := sarama.NewConfig()
	c.ClientID = DefaultClient
	c.Version = sarama.V3_6_0_0
	c.Net.SASL.Enable = o.User != ""
	c.Net.SASL.User = o.User
	c.Net.SASL.Password = o.Password
	c.Net.SASL.Mechanism = sarama.SASLTypeSCRAMSHA512
	c.Net.TLS.Config = &tls.Config{ServerName: "kafka.internal"}
	c.Consumer.Group.Rebalance.Timeout = 30 * time.Second
	return c
}

func Send(p sarama.SyncProducer, topic, id string) error {
	msg := &sarama.ProducerMessage{
		Topic:   topic,
		Key:     sarama.StringEncoder("customer-" + id),
		Value:   sarama.StringEncoder("customer-created"),
		Headers: []sarama.RecordHeader{{Key: []byte("type"), Value: []byte("customer-event")}},
	}
	_, offset, err := p.SendMessage(msg)
	if err != nil {
		return fmt.Errorf("send to topic %q: %w", topic, err)
	}
	log.Printf("topic=%s offset=%d", topic, offset)
	return nil
}

func Group(o Options) (sarama.ConsumerGroup, error) {
	log.Println("consuming topics", strings.Join(o.Topics, ","), scram.SHA512)
	return sarama.NewConsumerGroup(o.Brokers, DefaultGroup, Config(o))
}
