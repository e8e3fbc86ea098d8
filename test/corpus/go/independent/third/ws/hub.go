package ws

import (
	"encoding/json"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

type frame struct {
	Op    string          `json:"op"`
	Topic string          `json:"topic"`
	Data  json.RawMessage `json:"data,omitempty"`
}

type Hub struct {
	mu   sync.RWMutex
	subs map[string]map[*websocket.Conn]struct{}
	up   websocket.Upgrader
}

func NewHub() *Hub {
	return &Hub{subs: map[string]map[*websocket.Conn]struct{}{
		"prices":  {},
		"orders":  {},
		"tickers": {},
	}}
}

func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c, err := h.up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	_ = c.WriteJSON(frame{Op: "hello", Topic: "system"})
	for {
		var f frame
		if err := c.ReadJSON(&f); err != nil {
			return
		}
		if f.Op == "subscribe" {
			h.Subscribe(f.Topic, c)
		}
	}
}

func (h *Hub) Subscribe(topic string, c *websocket.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s, ok := h.subs[topic]; ok {
		s[c] = struct{}{}
	}
}

func (h *Hub) Publish(f frame) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for c := range h.subs[f.Topic] {
		_ = c.WriteJSON(f)
	}
}

func (h *Hub) Shutdown() {
	h.Publish(frame{Op: "bye", Topic: "orders"})
}
