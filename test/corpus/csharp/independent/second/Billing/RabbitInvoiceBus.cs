using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Billing;

public sealed class RabbitInvoiceBus : IDisposable
{
    private const string Exchange = "billing.topic";
    private const string InvoiceTopic = "billing.invoice.created";

    private readonly IConnection _connection;
    private readonly IModel _channel;

    public RabbitInvoiceBus(string host)
    {
        var factory = new ConnectionFactory { HostName = host, DispatchConsumersAsync = true };
        _connection = factory.CreateConnection("billing");
        _channel = _connection.CreateModel();
        _channel.ExchangeDeclare(Exchange, ExchangeType.Topic, durable: true);
        _channel.QueueDeclare("billing-invoices", true, false, false, null);
        _channel.QueueBind("billing-invoices", Exchange, "billing.invoice.*");
    }

    // Same contract as the Kafka bus had.
    public void Publish(string json)
    {
        var props = _channel.CreateBasicProperties();
        props.Persistent = true;
        _channel.BasicPublish(Exchange, InvoiceTopic, props, Encoding.UTF8.GetBytes(json));
    }

    public void Subscribe(Func<string, Task> handler)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.Received += async (_, ea) =>
        {
            await handler(Encoding.UTF8.GetString(ea.Body.ToArray()));
            _channel.BasicAck(ea.DeliveryTag, false);
        };
        _channel.BasicConsume("billing-invoices", false, consumer);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _connection.Dispose();
    }
}
