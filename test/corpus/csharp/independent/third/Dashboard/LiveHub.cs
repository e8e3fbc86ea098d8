using Microsoft.AspNetCore.SignalR;

namespace Dashboard;

public class LiveHub : Hub
{
    private static readonly string[] Topics = { "prices", "orders", "alerts" };

    public async Task Subscribe(string topic)
    {
        if (!Topics.Contains(topic))
            throw new HubException($"unknown topic {topic}");
        await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        await Clients.Caller.SendAsync("subscribed", topic);
    }

    public Task Produce(string topic, string payload) =>
        Clients.Group(topic).SendAsync("message", new { topic = "orders", payload });
}

public class AlertPusher(IHubContext<LiveHub> hub) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
        while (await timer.WaitForNextTickAsync(ct))
        {
            await hub.Clients.Group("alerts").SendAsync("message", new { topic = "alerts", payload = "ping" }, ct);
        }
    }
}
