package probe

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	kgo "github.com/segmentio/kafka-go"
)

type Status struct {
	OK    bool   `json:"ok"`
	First int64  `json:"first,omitempty"`
	Last  int64  `json:"last,omitempty"`
	Error string `json:"error,omitempty"`
}

type Prober struct {
	Addr    string
	Timeout time.Duration
}

// Check writes a heartbeat and reads the offsets back.
func (p Prober) Check(ctx context.Context) (st Status) {
	ctx, cancel := context.WithTimeout(ctx, p.Timeout)
	defer cancel()

	conn, err := kgo.DialLeader(ctx, "tcp", p.Addr, "platform.heartbeats", 0)
	if err != nil {
		st.Error = fmt.Sprintf("dial leader: %v", err)
		return st
	}
	defer conn.Close()

	if err := conn.SetDeadline(time.Now().Add(p.Timeout)); err != nil {
		st.Error = err.Error()
		return st
	}
	if _, err := conn.WriteMessages(kgo.Message{
		Key:   []byte("probe"),
		Value: []byte(time.Now().Format(time.RFC3339Nano)),
	}); err != nil {
		st.Error = err.Error()
		return st
	}
	st.First, st.Last, err = conn.ReadOffsets()
	if err != nil {
		st.Error = err.Error()
		return st
	}
	st.OK = true
	return st
}

func (p Prober) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	st := p.Check(r.Context())
	w.Header().Set("Content-Type", "application/json")
	if !st.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(st)
}
