using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Outbox
{
    public class OutboxDispatcher
    {
        private static readonly Dictionary<Type, string> TopicByEvent = new()
        {
            [typeof(TicketOpened)] = "support-ticket-opened",
            [typeof(TicketClosed)] = "support-ticket-closed",
        };

        private readonly OutboxDbContext _db;
        private readonly IProducer<string, string> _producer;
        private readonly ILogger<OutboxDispatcher> _logger;

        public OutboxDispatcher(OutboxDbContext db, IProducer<string, string> producer, ILogger<OutboxDispatcher> logger)
        {
            _db = db;
            _producer = producer;
            _logger = logger;
        }

        public async Task<int> DispatchAsync(CancellationToken ct)
        {
            var pending = await _db.Messages.FromSqlRaw("SELECT * FROM outbox WHERE sent = 0").ToListAsync(ct);
            var count = 0;
            foreach (var m in pending)
            {
                var topic = TopicByEvent[m.EventType];
                try
                {
                    await _producer.ProduceAsync(topic, new Message<string, string> { Key = m.Key, Value = m.Json }, ct);
                    m.Sent = true;
                    count++;
                }
                catch (ProduceException<string, string> ex)
                {
                    _logger.LogError(ex, "Message {Id} moved to the parking topic", m.Id);
                    await _producer.ProduceAsync("support-outbox-parking", new Message<string, string> { Key = m.Key, Value = m.Json }, ct);
                }
            }
            await _db.SaveChangesAsync(ct);
            return count;
        }
    }
}
