using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Community
{
    public class Topic
    {
        public int Id { get; set; }
        public string Name { get; set; }
        public string Slug { get; set; }
        public int Replies { get; set; }
    }

    public class TopicService
    {
        private const string DefaultTopic = "off-topic";
        private readonly CommunityDb _db;

        public TopicService(CommunityDb db) => _db = db;

        public Task<List<Topic>> Latest(string topic = "announcements") =>
            _db.Topics.Where(t => t.Slug == topic).OrderByDescending(t => t.Id).Take(20).ToListAsync();

        public async Task Seed()
        {
            if (await _db.Topics.AnyAsync()) return;
            _db.Topics.AddRange(
                new Topic { Name = "Announcements", Slug = "announcements" },
                new Topic { Name = "Streaming with Kafka", Slug = "kafka-streaming" },
                new Topic { Name = "Everything else", Slug = DefaultTopic });
            await _db.SaveChangesAsync();
        }

        public void Subscribe(int userId, string topic)
        {
            _db.Subscriptions.Add(new Subscription { UserId = userId, TopicSlug = topic });
            _db.SaveChanges();
        }

        public void SubscribeToDefaults(int userId)
        {
            Subscribe(userId, "announcements");
            Subscribe(userId, DefaultTopic);
        }
    }
}
