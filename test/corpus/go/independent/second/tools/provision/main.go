// Command provision prepares a cluster for a new tenant.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

func strp(s string) *string { return &s }

func run() error {
	seeds := flag.String("brokers", "localhost:9092", "comma separated seed brokers")
	rf := flag.Int("replication", 3, "replication factor")
	wipe := flag.Bool("wipe", false, "delete what the old release left behind")
	flag.Parse()

	cl, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(*seeds, ",")...))
	if err != nil {
		return err
	}
	defer cl.Close()
	adm := kadm.NewClient(cl)

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	compacted := map[string]*string{
		"cleanup.policy":            strp("compact"),
		"min.cleanable.dirty.ratio": strp("0.2"),
	}
	resp, err := adm.CreateTopics(ctx, 12, int16(*rf), compacted,
		"tenant-profiles",
		"tenant-limits",
	)
	if err != nil {
		return err
	}
	for _, r := range resp.Sorted() {
		fmt.Printf("%-30s %v\n", r.Topic, r.Err)
	}

	if _, err := adm.CreateTopic(ctx, 48, int16(*rf), nil, "tenant-usage-events"); err != nil {
		return err
	}

	if *wipe {
		del, err := adm.DeleteTopics(ctx, "tenants_v0")
		if err != nil {
			return err
		}
		for name, d := range del {
			fmt.Println("deleted", name, d.Err)
		}
	}

	existing, err := adm.ListTopics(ctx)
	if err != nil {
		return err
	}
	names := existing.Names()
	sort.Strings(names)
	fmt.Println(strings.Join(names, "\n"))
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
