package cmd

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/segmentio/kafka-go"
	"github.com/spf13/cobra"
)

var station string

func kafkaTopic() string {
	topic := os.Getenv("KAFKA_TOPIC")
	if topic == "" {
		topic = "weather-observations"
	}
	return topic
}

var collectCmd = &cobra.Command{
	Use:   "collect",
	Short: "Reads a station and forwards the observations to Kafka",
	RunE: func(cmd *cobra.Command, args []string) error {
		brokers := os.Getenv("KAFKA_BROKERS")
		if brokers == "" {
			brokers = "localhost:9092"
		}
		w := &kafka.Writer{
			Addr:     kafka.TCP(strings.Split(brokers, ",")...),
			Topic:    kafkaTopic(),
			Balancer: &kafka.LeastBytes{},
		}
		defer w.Close()

		obs, err := read(cmd.Context(), station)
		if err != nil {
			return fmt.Errorf("station %s: %w", station, err)
		}
		for _, o := range obs {
			if err := w.WriteMessages(cmd.Context(), kafka.Message{Key: []byte(station), Value: []byte(o)}); err != nil {
				return err
			}
		}
		fmt.Fprintf(cmd.OutOrStdout(), "forwarded %d observations\n", len(obs))
		return nil
	},
}

func read(ctx context.Context, station string) ([]string, error) {
	if station == "" {
		return nil, fmt.Errorf("no station")
	}
	return []string{"temp=12.4", "wind=3.1"}, ctx.Err()
}

func init() {
	collectCmd.Flags().StringVarP(&station, "station", "s", "", "station id")
	rootCmd.AddCommand(collectCmd)
}
