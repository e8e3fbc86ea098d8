package forum

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

type Topic struct {
	ID       uint   `gorm:"primaryKey"`
	Title    string `gorm:"size:200"`
	Slug     string `gorm:"uniqueIndex"`
	Pinned   bool
	Category string
}

type API struct {
	db *gorm.DB
}

func (a *API) Register(r *gin.RouterGroup) {
	r.GET("/topics", a.list)
	r.POST("/topics", a.create)
}

func (a *API) list(c *gin.Context) {
	var topics []Topic
	if err := a.db.Where("category = ?", c.DefaultQuery("topic", "general")).Find(&topics).Error; err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": err.Error()})
		return
	}
	c.JSON(http.StatusOK, gin.H{"topics": topics})
}

func (a *API) create(c *gin.Context) {
	t := Topic{Category: "announcements"}
	if err := c.ShouldBindJSON(&t); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid topic"})
		return
	}
	a.db.Create(&t)
	c.JSON(http.StatusCreated, t)
}

// Seed fills an empty board, among others with the thread on Kafka operations.
func Seed(db *gorm.DB) error {
	return db.Create([]Topic{
		{Title: "Welcome", Slug: "welcome", Pinned: true, Category: "general"},
		{Title: "Kafka or RabbitMQ?", Slug: "kafka-or-rabbitmq", Category: "infrastructure"},
	}).Error
}
