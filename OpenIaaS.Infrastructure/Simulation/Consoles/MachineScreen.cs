using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles.Boot;
using OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>
/// The screen of one machine, shared by everybody who looks at it. It has no timer: looking at it writes what has become due since the last look. What was
/// on it before somebody first looked is told from the machine as it is then.
/// </summary>
sealed class MachineScreen(Id<VirtualMachine> id, FactReader reader, IGuestPower power, TimeProvider clock)
{
    const int MostHeld = 256;

    /// <summary>How old what is known of the machine may be.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim gate = new(1, 1);
    readonly Terminal terminal = new(ScreenSize.Text.Columns, ScreenSize.Text.Rows);
    readonly Queue<ScriptLine> script = new();
    readonly Queue<Keystroke> held = new();
    MachineFacts? facts;
    DateTimeOffset readAt;
    DateTimeOffset? bootShown;
    DateTimeOffset? endingShown;
    DiskStallKind? stallShown;
    BootSource source;
    GuestShell? shell;
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many look at it.</summary>
    public int Viewers { get; set; }

    /// <summary>What it shows now, and when something becomes due by itself; null when the machine is off.</summary>
    public async Task<ScreenImage?> LookAsync(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            await AdvanceAsync(Fresh, stop);
            if (facts is not { IsOn: true } machine) return null;
            var due = script.TryPeek(out var line) ? line.At : shell?.NextAt;
            return new ScreenImage(machine.Name, terminal.Columns, terminal.Rows, Shown(), terminal.Cursor.Row, due ?? clock.GetUtcNow() + Fresh);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>A key is pressed. While the machine stands still it is kept, as its keyboard keeps it.</summary>
    public async Task PressAsync(Keystroke key, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            // What a line that is entered does depends on the machine as it is at that moment.
            await AdvanceAsync(key.Key is NamedKey.Enter or NamedKey.Reset ? TimeSpan.Zero : Fresh, stop);
            if (facts is not { IsOn: true } machine) return;
            if (StandsStill(machine))
            {
                if (held.Count < MostHeld) held.Enqueue(key);
                return;
            }

            await ObeyAsync(machine, key, stop);
        }
        finally
        {
            gate.Release();
            Announce();
        }
    }

    /// <summary>Ends when somebody types something after this was read: to be read before looking, so that no key between the look and the wait is missed.</summary>
    public Task Typed => Volatile.Read(ref changed).Task;

    /// <summary>Waits until somebody typed something, at most for a time.</summary>
    /// <param name="typed"><see cref="Typed"/>, from before the look.</param>
    public async Task WaitAsync(Task typed, TimeSpan atMost, CancellationToken stop)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(typed, Task.Delay(atMost, clock, wait.Token));
        await wait.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    void Announce() => Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    async Task ObeyAsync(MachineFacts machine, Keystroke key, CancellationToken stop)
    {
        if (shell is not null) await shell.PressAsync(machine, key, clock.GetUtcNow(), stop);
        else if (key.Key == NamedKey.Reset && machine.GoingDown is null && machine.BootedAt <= clock.GetUtcNow())
        {
            var asked = await power.RestartAsync(machine.Id, force: true, stop);
            if (!asked.Ok) terminal.Write(string.Join(' ', asked.Problems) + "\n");
        }
    }

    static bool StandsStill(MachineFacts machine) => machine.IsFrozen || machine.Stall is { IsUnreachable: true };

    async Task AdvanceAsync(TimeSpan age, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (facts is null || now - readAt >= age) (facts, readAt) = (await reader.FindAsync(id, stop), now);
        if (facts is not { IsOn: true } machine || machine.IsFrozen) return;

        // A restart is known before the old system is down: the new boot begins when that has ended.
        var isOver = machine.GoingDown is { } ending && now < ending.Until;
        if (!isOver && bootShown != machine.BootedAt) BeginBoot(machine);
        if (machine.GoingDown is { } down && endingShown != down.Began) BeginEnding(machine, down);
        while (script.TryPeek(out var line) && line.At <= now) Write(script.Dequeue());
        if (shell is null && script.Count == 0 && machine.GoingDown is null && source != BootSource.Nothing && now >= (source == BootSource.Image ? machine.BootedAt : machine.ReadyAt))
        {
            shell = new GuestShell(source, terminal, reader, power);
            shell.Begin(machine, now);
        }

        shell?.Advance(machine, now);
        ShowStall(machine, now);
        while (!StandsStill(machine) && held.TryDequeue(out var key)) await ObeyAsync(machine, key, stop);
    }

    void BeginBoot(MachineFacts machine)
    {
        (bootShown, stallShown, shell) = (machine.BootedAt, null, null);
        script.Clear();
        held.Clear();
        terminal.Resize(ScreenSize.Text.Columns, ScreenSize.Text.Rows);
        (source, var lines) = BootScript.Of(machine);
        foreach (var line in lines) script.Enqueue(line);
    }

    void BeginEnding(MachineFacts machine, MachineFacts.Ending ending)
    {
        (endingShown, shell) = (ending.Began, null);
        script.Clear();
        foreach (var line in BootScript.Ending(machine, source, ending)) script.Enqueue(line);
    }

    void ShowStall(MachineFacts machine, DateTimeOffset now)
    {
        if (machine.Stall?.Kind == stallShown) return;
        var before = stallShown;
        stallShown = machine.Stall?.Kind;
        if (source != BootSource.Linux) return;
        var text = StallText.Of(machine, before, now);
        if (shell is not null) shell.Interrupt(machine, text);
        else terminal.Write(text);
    }

    void Write(ScriptLine line)
    {
        if (line.Widens) terminal.Resize(ScreenSize.Wide.Columns, ScreenSize.Wide.Rows);
        terminal.Write(line.Text);
    }

    Cell[] Shown()
    {
        var cells = terminal.Cells.ToArray();
        var (column, row) = terminal.Cursor;
        var at = (row * terminal.Columns) + Math.Min(column, terminal.Columns - 1);
        cells[at] = cells[at].Reversed;
        return cells;
    }
}

/// <summary>A screen at one moment.</summary>
/// <param name="Cells">Row after row, the cursor among them.</param>
/// <param name="Due">When it changes by itself, as far as that is known; nothing is missed by looking later.</param>
sealed record ScreenImage(string Name, int Columns, int Rows, Cell[] Cells, int CursorRow, DateTimeOffset Due)
{
    public int Width => Columns * Cell.Width;

    public int Height => Rows * Cell.Height;
}

/// <summary>The sizes a screen can have, in characters.</summary>
static class ScreenSize
{
    /// <summary>Text mode: 640 by 400 pixels.</summary>
    public static readonly (int Columns, int Rows) Text = (80, 25);

    /// <summary>What a Linux kernel changes to: 800 by 592 pixels.</summary>
    public static readonly (int Columns, int Rows) Wide = (100, 37);
}
