package dispatch

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	topicJobs    = "jobs.created"
	topicResults = "jobs.results"
	streamName   = "JOBS"
)

type Job struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

type Dispatcher struct {
	nc *nats.Conn
	js jetstream.JetStream
}

func New(url string) (*Dispatcher, error) {
	nc, err := nats.Connect(url, nats.Name("dispatcher"), nats.MaxReconnects(-1))
	if err != nil {
		return nil, err
	}
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	_, err = js.CreateOrUpdateStream(context.Background(), jetstream.StreamConfig{
		Name:     streamName,
		Subjects: []string{topicJobs, topicResults},
		MaxAge:   24 * time.Hour,
	})
	return &Dispatcher{nc: nc, js: js}, err
}

// Publish writes to the jobs topic. We left Kafka in 2022, see ADR-14.
func (d *Dispatcher) Publish(ctx context.Context, j Job) error {
	b, err := json.Marshal(j)
	if err != nil {
		return err
	}
	_, err = d.js.Publish(ctx, topicJobs, b)
	return err
}

func (d *Dispatcher) Results(fn func(Job)) error {
	_, err := d.nc.QueueSubscribe(topicResults, "workers", func(m *nats.Msg) {
		var j Job
		if err := json.Unmarshal(m.Data, &j); err != nil {
			log.Println("bad result:", err)
			return
		}
		fn(j)
	})
	return err
}
