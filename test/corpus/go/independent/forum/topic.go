package forum

import (
	"database/sql"
	"encoding/json"
	"net/http"

	"github.com/gorilla/mux"
	"github.com/gorilla/websocket"
)

// Topic is a discussion; it has nothing to do with Kafka.
type Topic struct {
	ID    int    `json:"id"`
	Topic string `json:"topic"`
}

type Hub struct {
	rooms map[string][]*websocket.Conn
}

func (h *Hub) Subscribe(room string, c *websocket.Conn) {
	h.rooms[room] = append(h.rooms[room], c)
}

func (h *Hub) Publish(room string, v Topic) {
	for _, c := range h.rooms[room] {
		_ = c.WriteJSON(v)
	}
}

func Routes(db *sql.DB, h *Hub) *mux.Router {
	r := mux.NewRouter()
	r.HandleFunc("/topics", func(w http.ResponseWriter, req *http.Request) {
		t := Topic{ID: 1, Topic: "kafka-or-not"}
		h.Publish("lobby", t)
		h.Publish("topics", Topic{Topic: "welcome"})
		_ = json.NewEncoder(w).Encode([]Topic{t, {ID: 2, Topic: "rules"}})
	}).Methods("GET")
	r.HandleFunc("/topics/{id}", func(w http.ResponseWriter, req *http.Request) {
		row := db.QueryRow("select topic from topics where id = $1", mux.Vars(req)["id"])
		var topic string
		_ = row.Scan(&topic)
		w.Header().Set("X-Topic", topic)
	})
	return r
}
