package kafka

import (
	"context"
	"log"
	"time"

	"github.com/confluentinc/confluent-kafka-go/kafka"
)

type topicDef struct {
	Name       string
	Partitions int
	Compact    bool
}

var definitions = []topicDef{
	{Name: "media.uploads", Partitions: 8},
	{Name: "media.transcodes", Partitions: 8},
	{Name: "media.metadata", Partitions: 4, Compact: true},
}

// CreateAll is safe to call on every start.
func CreateAll(ctx context.Context, cm *kafka.ConfigMap) error {
	a, err := kafka.NewAdminClient(cm)
	if err != nil {
		return err
	}
	defer a.Close()

	specs := make([]kafka.TopicSpecification, 0, len(definitions)+1)
	for _, d := range definitions {
		s := kafka.TopicSpecification{
			Topic:             d.Name,
			NumPartitions:     d.Partitions,
			ReplicationFactor: 3,
		}
		if d.Compact {
			s.Config = map[string]string{"cleanup.policy": "compact"}
		}
		specs = append(specs, s)
	}
	specs = append(specs, kafka.TopicSpecification{
		Topic:             "media.failures",
		NumPartitions:     1,
		ReplicationFactor: 3,
	})

	maxDur, err := time.ParseDuration("60s")
	if err != nil {
		return err
	}
	results, err := a.CreateTopics(ctx, specs, kafka.SetAdminOperationTimeout(maxDur))
	if err != nil {
		return err
	}
	for _, r := range results {
		if code := r.Error.Code(); code != kafka.ErrNoError && code != kafka.ErrTopicAlreadyExists {
			return r.Error
		}
		log.Printf("topic %s is ready", r.Topic)
	}
	return nil
}
