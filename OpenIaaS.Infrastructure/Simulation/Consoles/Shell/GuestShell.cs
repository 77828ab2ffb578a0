using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <summary>Whoever sits at the keyboard of a machine that is up: login, the line being typed, and the command that runs.</summary>
sealed class GuestShell(BootSource source, Terminal terminal, FactReader reader, IGuestPower power)
{
    /// <summary>A shutdown that was accepted and has not begun after this long has failed: the keyboard is heard again.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly LineEditor editor = new();
    readonly Queue<(DateTimeOffset At, string Text)> job = new();
    ShellSession? session;
    string? user;
    DateTimeOffset? goingSince;

    /// <summary>When the next line of the running command shows, or null when none runs.</summary>
    public DateTimeOffset? NextAt => job.TryPeek(out var line) ? line.At : null;

    /// <summary>Begins where somebody can log in; a rescue system has let them in.</summary>
    public void Begin(MachineFacts machine, DateTimeOffset now)
    {
        if (source == BootSource.Image) LogIn("root", now);
        Ask(machine);
    }

    /// <summary>Lets the running command go on until now.</summary>
    public bool Advance(MachineFacts machine, DateTimeOffset now)
    {
        if (job.Count == 0 || job.Peek().At > now) return false;
        while (job.TryPeek(out var line) && line.At <= now) terminal.Write(job.Dequeue().Text);
        if (job.Count == 0) Ask(machine);
        return true;
    }

    /// <summary>Writes something that is not an answer, and the line being typed after it.</summary>
    public void Interrupt(MachineFacts machine, string text)
    {
        terminal.Write("\n" + text);
        if (job.Count > 0 || goingSince is not null) return;
        Ask(machine);
    }

    public async Task PressAsync(MachineFacts machine, Keystroke key, DateTimeOffset now, CancellationToken stop)
    {
        if (machine.GoingDown is null && now - goingSince > Patience) goingSince = null;
        if (goingSince is not null) return;
        if (key.Key == NamedKey.Reset)
        {
            if (source != BootSource.Windows) await ActAsync(machine, ShellAct.Restart, now, stop);
            else LogOut(machine);
            return;
        }

        if (job.Count > 0)
        {
            if (key.Key != NamedKey.Break) return;
            job.Clear();
            terminal.Write("^C\n");
            Ask(machine);
            return;
        }

        if (key.Key == NamedKey.Leave && session is not null) LogOut(machine);
        else if (key.Key == NamedKey.Clear)
        {
            terminal.Clear();
            Ask(machine);
        }
        else if (editor.Press(key, terminal, out var broken) is { } line) await TakeAsync(machine, line, broken, now, stop);
    }

    async Task TakeAsync(MachineFacts machine, string line, bool broken, DateTimeOffset now, CancellationToken stop)
    {
        if (session is not null)
        {
            if (!broken) await RunAsync(machine, session, line, now, stop);
            else Ask(machine);
            return;
        }

        var name = string.Concat(line.Where(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.')).ToLowerInvariant();
        if (broken || (user is null && name.Length == 0)) user = null;
        else if (user is null) user = name.Length > 32 ? name[..32] : name;
        else
        {
            LogIn(user, now);
            terminal.Write($"\nYou are {session!.User} on {machine.HostName}. {(source == BootSource.Windows ? "help lists the commands." : "help lists the commands; poweroff and reboot act on this machine.")}\n");
        }

        Ask(machine);
    }

    async Task RunAsync(MachineFacts machine, ShellSession session, string line, DateTimeOffset now, CancellationToken stop)
    {
        var words = CommandCall.Split(line);
        if (words.Length == 0)
        {
            Ask(machine);
            return;
        }

        var call = new CommandCall(machine, session, now, words, address => reader.AnswersAsync(machine, address, stop));
        var reply = source == BootSource.Windows ? await WindowsCommands.RunAsync(call) : await LinuxCommands.RunAsync(call);
        terminal.Write(reply.Text);
        foreach (var (after, text) in reply.Later) job.Enqueue((now + after, text));
        if (reply.Later.Count == 0) await ActAsync(machine, reply.Act, now, stop);
    }

    async Task ActAsync(MachineFacts machine, ShellAct act, DateTimeOffset now, CancellationToken stop)
    {
        switch (act)
        {
            case ShellAct.PowerOff or ShellAct.Restart:
                var asked = act == ShellAct.PowerOff ? await power.PowerOffAsync(machine.Id, stop) : await power.RestartAsync(machine.Id, force: false, stop);
                if (asked.Ok) goingSince = now;
                if (!asked.Ok) terminal.Write(string.Join(' ', asked.Problems) + "\n");
                break;
            case ShellAct.LogOut:
                LogOut(machine);
                return;
            case ShellAct.Clear:
                terminal.Clear();
                break;
        }

        if (goingSince is null) Ask(machine);
    }

    void LogIn(string name, DateTimeOffset now)
    {
        session = new ShellSession(name, now, editor.History);
        editor.IsHidden = false;
    }

    void LogOut(MachineFacts machine)
    {
        (session, user, editor.IsHidden) = (null, null, false);
        editor.Forget();
        if (source == BootSource.Image) Begin(machine, machine.ReadyAt);
        else
        {
            terminal.Clear();
            terminal.Write(source == BootSource.Windows ? WindowsScript.Banner(machine) : LinuxScript.Banner(machine));
            Ask(machine);
        }
    }

    void Ask(MachineFacts machine)
    {
        editor.IsHidden = session is null && user is not null;
        editor.Complete = session is { } there ? line => source == BootSource.Windows ? WindowsCommands.Complete(line) : LinuxCommands.Complete(line, machine, there) : null;
        terminal.Write((session, user, source) switch
        {
            (null, null, _) => $"{machine.HostName} login: ",
            (null, _, _) => "Password: ",
            (_, _, BootSource.Windows) => "> ",
            ({ IsRoot: true }, _, _) => $"\e[92mroot@{machine.HostName}\e[0m:~# ",
            var (known, _, _) => $"\e[92m{known.User}@{machine.HostName}\e[0m:~$ ",
        });
        editor.Show(terminal);
    }
}
