package cmd

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/viper"
	"github.com/twmb/franz-go/pkg/kgo"
	"go.uber.org/zap"
)

var topics = []string{
	"ledger.entries",
	"ledger.accounts",
}

func newConsumeCmd() *cobra.Command {
	var topic, group string
	cmd := &cobra.Command{
		Use:   "consume",
		Short: "Consume a topic",
		RunE: func(cmd *cobra.Command, args []string) error {
			opts := []kgo.Opt{
				kgo.SeedBrokers(viper.GetStringSlice("brokers")...),
				kgo.ConsumerGroup(group),
				kgo.ConsumeTopics(topic),
			}
			cl, err := kgo.NewClient(opts...)
			if err != nil {
				return err
			}
			cl.AddConsumeTopics(topics...)
			for {
				fetches := cl.PollFetches(cmd.Context())
				for iter := fetches.RecordIter(); !iter.Done(); {
					zap.L().Info("record", zap.String("topic", iter.Next().Topic))
				}
			}
		},
	}
	cmd.Flags().StringVar(&topic, "topic", "ledger.default", "topic to read")
	cmd.Flags().StringVarP(&group, "group", "g", "ledger-cli", "consumer group")
	viper.SetDefault("kafka.topic", "ledger.config")
	return cmd
}

func direct(ctx context.Context, cl *kgo.Client) {
	cl.Produce(ctx, &kgo.Record{Topic: viper.GetString("kafka.topic")}, func(r *kgo.Record, err error) {})
	rec := kgo.StringRecord("hello")
	rec.Topic = "ledger.notes"
	cl.ProduceSync(ctx, rec)
	_ = map[string]map[int32]kgo.Offset{"ledger.replay": {0: kgo.NewOffset().AtStart()}}
	kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{"ledger.partitions": {0: kgo.NewOffset().AtStart()}})
}
