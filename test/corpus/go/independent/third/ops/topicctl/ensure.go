package topicctl

import (
	"errors"
	"fmt"
	"log"

	"github.com/IBM/sarama"
)

func ptr[T any](v T) *T { return &v }

// EnsureTopics runs in an init container, before the services come up.
func EnsureTopics(brokers []string) error {
	cfg := sarama.NewConfig()
	cfg.ClientID = "topicctl"
	cfg.Version = sarama.V3_3_0_0

	admin, err := sarama.NewClusterAdmin(brokers, cfg)
	if err != nil {
		return fmt.Errorf("cluster admin: %w", err)
	}
	defer func() {
		if cerr := admin.Close(); cerr != nil {
			log.Printf("close: %v", cerr)
		}
	}()

	err = admin.CreateTopic("ledger-entries", &sarama.TopicDetail{
		NumPartitions:     24,
		ReplicationFactor: 3,
		ConfigEntries: map[string]*string{
			"retention.ms":        ptr("-1"),
			"min.insync.replicas": ptr("2"),
		},
	}, false)
	if err := ignoreExisting(err); err != nil {
		return err
	}

	err = admin.CreateTopic(
		"ledger-balances",
		&sarama.TopicDetail{
			NumPartitions:     24,
			ReplicationFactor: 3,
			ConfigEntries:     map[string]*string{"cleanup.policy": ptr("compact")},
		},
		false,
	)
	if err := ignoreExisting(err); err != nil {
		return err
	}

	meta, err := admin.DescribeTopics([]string{"ledger-legacy"})
	if err != nil {
		return err
	}
	if len(meta) == 1 && errors.Is(meta[0].Err, sarama.ErrNoError) && len(meta[0].Partitions) < 24 {
		log.Printf("growing %s", meta[0].Name)
		return admin.CreatePartitions("ledger-legacy", 24, nil, false)
	}
	return nil
}

func ignoreExisting(err error) error {
	var te *sarama.TopicError
	if errors.As(err, &te) && te.Err == sarama.ErrTopicAlreadyExists {
		return nil
	}
	return err
}
