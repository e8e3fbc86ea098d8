package worker

import (
	"context"
	"fmt"
	"sync"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

type topic = string

const (
	jobs    topic = "jobs"
	results topic = "job-results"
)

type Worker struct {
	cl *kgo.Client
	wg sync.WaitGroup
}

func New(seeds ...string) (*Worker, error) {
	cl, err := kgo.NewClient(
		kgo.SeedBrokers(seeds...),
		kgo.ClientID("job-worker"),
		kgo.ConsumerGroup("job-workers"),
		kgo.ConsumeTopics(jobs, "job_cancellations"),
		kgo.DefaultProduceTopic("job.log"),
		kgo.InstanceID("worker-0"),
	)
	if err != nil {
		return nil, fmt.Errorf("topic client: %w", err)
	}
	return &Worker{cl: cl}, nil
}

func (w *Worker) Run(ctx context.Context) error {
	for {
		fetches := w.cl.PollFetches(ctx)
		if fetches.IsClientClosed() {
			return nil
		}
		fetches.EachRecord(func(r *kgo.Record) {
			w.wg.Add(1)
			rec := &kgo.Record{
				Topic:   results,
				Key:     r.Key,
				Value:   []byte("done"),
				Headers: []kgo.RecordHeader{{Key: "origin", Value: []byte("worker")}},
			}
			w.cl.Produce(ctx, rec, func(_ *kgo.Record, err error) {
				defer w.wg.Done()
				if err != nil {
					fmt.Printf("record had a produce error: %v\n", err)
				}
			})
		})
		w.cl.Produce(ctx, &kgo.Record{Topic: "jobHeartbeat", Value: []byte("ok")}, nil)
		// w.cl.Produce(ctx, &kgo.Record{Topic: "job-debug"}, nil)
	}
}

func (w *Worker) Ensure(ctx context.Context) error {
	adm := kadm.NewClient(w.cl)
	resp, err := adm.CreateTopics(ctx, 3, 1, nil, jobs, results, "job-schedule")
	if err != nil {
		return err
	}
	for _, r := range resp {
		if r.Err != nil && r.Err != kerr.TopicAlreadyExists {
			return r.Err
		}
	}
	return nil
}
