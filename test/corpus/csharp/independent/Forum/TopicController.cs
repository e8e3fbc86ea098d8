using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Forum.Controllers;

public record Topic(string Name, int Posts);

[ApiController]
[Route("topics")]
public class TopicController : ControllerBase
{
    private readonly ForumContext _db;
    private readonly INotifier _notifier;

    public TopicController(ForumContext db, INotifier notifier)
    {
        _db = db;
        _notifier = notifier;
    }

    [HttpGet("{name}")]
    public async Task<ActionResult<Topic>> Get(string name)
    {
        var topic = await _db.Topics.FirstOrDefaultAsync(t => t.Name == name);
        return topic is null ? NotFound("topic-missing") : topic;
    }

    [HttpPost]
    public async Task<IActionResult> Create(string name)
    {
        _db.Topics.Add(new Topic(name, 0));
        await _db.SaveChangesAsync();
        await _notifier.ProduceAsync("topic-created", name);
        _notifier.Subscribe("topic-followers");
        return Created("/topics/" + name, new { Topic = "kafka-help" });
    }

    [HttpGet]
    public IEnumerable<Topic> Index() => new[] { new Topic("welcome", 1), new Topic("kafka-help", 2) }.OrderBy(t => t.Name);
}

public interface INotifier
{
    Task ProduceAsync(string channel, string text);
    void Subscribe(string channel);
}
