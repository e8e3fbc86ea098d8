package main

import (
	"context"
	"log"
	"time"

	"github.com/IBM/sarama"
	"github.com/cloudevents/sdk-go/protocol/kafka_sarama/v2"
	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/google/uuid"
)

const (
	count  = 10
	source = "https://example.com/elevators/tower-b"
)

type position struct {
	Floor int  `json:"floor"`
	Doors bool `json:"doors"`
}

func main() {
	cfg := sarama.NewConfig()
	cfg.Version = sarama.V2_0_0_0

	sender, err := kafka_sarama.NewSender([]string{"127.0.0.1:9092"}, cfg, "elevator-positions")
	if err != nil {
		log.Fatalf("failed to create protocol: %s", err)
	}
	defer sender.Close(context.Background())

	c, err := cloudevents.NewClient(sender, cloudevents.WithTimeNow(), cloudevents.WithUUIDs())
	if err != nil {
		log.Fatalf("failed to create client, %v", err)
	}

	for i := 0; i < count; i++ {
		e := cloudevents.NewEvent()
		e.SetID(uuid.New().String())
		e.SetType("com.example.elevator.position")
		e.SetSource(source)
		_ = e.SetData(cloudevents.ApplicationJSON, &position{Floor: i, Doors: i%3 == 0})

		ctx := kafka_sarama.WithMessageKey(context.Background(), sarama.StringEncoder(e.ID()))
		if result := c.Send(ctx, e); cloudevents.IsUndelivered(result) {
			log.Printf("failed to send: %v", result)
		} else {
			log.Printf("sent: %d, accepted: %t", i, cloudevents.IsACK(result))
		}
		time.Sleep(100 * time.Millisecond)
	}
}
