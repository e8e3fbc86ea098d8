package aws

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
)

type Notifier struct {
	api *sns.Client
	arn string
}

func NewNotifier(ctx context.Context) (*Notifier, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1"))
	if err != nil {
		return nil, err
	}
	api := sns.NewFromConfig(cfg)
	out, err := api.CreateTopic(ctx, &sns.CreateTopicInput{
		Name:       aws.String("ops-alerts.fifo"),
		Attributes: map[string]string{"FifoTopic": "true"},
	})
	if err != nil {
		return nil, fmt.Errorf("create topic: %w", err)
	}
	return &Notifier{api: api, arn: aws.ToString(out.TopicArn)}, nil
}

func (n *Notifier) Alert(ctx context.Context, group, text string) error {
	_, err := n.api.Publish(ctx, &sns.PublishInput{
		TopicArn:       aws.String(n.arn),
		Message:        aws.String(text),
		MessageGroupId: aws.String(group),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"topic": {DataType: aws.String("String"), StringValue: aws.String("kafka-broker-down")},
		},
	})
	return err
}
