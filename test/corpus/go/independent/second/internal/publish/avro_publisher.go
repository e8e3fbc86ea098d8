package publish

import (
	"fmt"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/confluentinc/confluent-kafka-go/v2/schemaregistry"
	"github.com/confluentinc/confluent-kafka-go/v2/schemaregistry/serde"
	"github.com/confluentinc/confluent-kafka-go/v2/schemaregistry/serde/avro"
)

var (
	customerTopic = "crm.customer.updated"
	consentTopic  = "crm.consent.changed"
)

type Customer struct {
	ID    string `avro:"id"`
	Email string `avro:"email"`
}

type Consent struct {
	CustomerID string `avro:"customer_id"`
	Marketing  bool   `avro:"marketing"`
}

type AvroPublisher struct {
	p   *kafka.Producer
	ser *avro.GenericSerializer
}

func NewAvroPublisher(bootstrap, registryURL string) (*AvroPublisher, error) {
	p, err := kafka.NewProducer(&kafka.ConfigMap{
		"bootstrap.servers": bootstrap,
		"client.id":         "crm-core",
		"acks":              "all",
	})
	if err != nil {
		return nil, fmt.Errorf("producer: %w", err)
	}
	sr, err := schemaregistry.NewClient(schemaregistry.NewConfig(registryURL))
	if err != nil {
		return nil, fmt.Errorf("registry: %w", err)
	}
	ser, err := avro.NewGenericSerializer(sr, serde.ValueSerde, avro.NewSerializerConfig())
	if err != nil {
		return nil, err
	}
	return &AvroPublisher{p: p, ser: ser}, nil
}

func (a *AvroPublisher) Customer(c Customer) error {
	payload, err := a.ser.Serialize(customerTopic, &c)
	if err != nil {
		return err
	}
	return a.send(&customerTopic, c.ID, payload)
}

func (a *AvroPublisher) Consent(c Consent) error {
	payload, err := a.ser.Serialize(consentTopic, &c)
	if err != nil {
		return err
	}
	return a.send(&consentTopic, c.CustomerID, payload)
}

func (a *AvroPublisher) send(topic *string, key string, payload []byte) error {
	done := make(chan kafka.Event, 1)
	err := a.p.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{Topic: topic, Partition: kafka.PartitionAny},
		Key:            []byte(key),
		Value:          payload,
		Headers:        []kafka.Header{{Key: "content-type", Value: []byte("application/avro")}},
	}, done)
	if err != nil {
		return err
	}
	m := (<-done).(*kafka.Message)
	return m.TopicPartition.Error
}
