using Microsoft.AspNetCore.Components;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>What goes on and what ended last, from every page. Its dot says that something ended since it was opened.</summary>
public sealed partial class ActivityBell
{
    RecentActivities recent = new(0, [], []);
    DateTimeOffset openedAt;
    bool allowed;
    bool open;

    [Inject] ActivityQueries Activities { get; set; } = default!;

    bool Unseen => !open && recent.Ended.Count > 0 && recent.Ended[0].EndedAt > openedAt;

    protected override async Task OnInitializedAsync()
    {
        openedAt = Time.GetUtcNow();
        Watch(typeof(Activity));
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var found = await Activities.RecentAsync(await CurrentCaller.GetAsync(Stop), Stop);
        allowed = found.Ok;
        if (found.Ok)
            recent = found.Value;
    }

    void Toggled()
    {
        open = !open;
        openedAt = Time.GetUtcNow();
    }

    string Sentence(ActivityRow row) => ActivityWords.Sentence(L, row.Type, row.TargetNoun, row.TargetName);
}
