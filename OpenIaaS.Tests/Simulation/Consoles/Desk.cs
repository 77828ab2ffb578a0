using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Simulation.Consoles;

/// <summary>Somebody in front of the screen of a machine, without a wire in between.</summary>
sealed class Desk(Cloud cloud, Id<VirtualMachine> machine)
{
    readonly MachineScreen screen = new(machine, cloud.Get<FactReader>(), cloud.Get<IGuestPower>(), cloud.Clock);

    /// <summary>What is on the screen now, without the blanks at the ends of lines; null when the machine is off.</summary>
    public async Task<string?> ReadAsync()
    {
        if (await screen.LookAsync(default) is not { } image) return null;
        return string.Join('\n', image.Cells.Chunk(image.Columns).Select(row => string.Concat(row.Select(cell => cell.Glyph)).TrimEnd())).TrimEnd();
    }

    public async Task<(int Columns, int Rows)> SizeAsync() => await screen.LookAsync(default) is { } image ? (image.Columns, image.Rows) : default;

    public Task PressAsync(NamedKey key) => screen.PressAsync(Keystroke.Of(key), default);

    public async Task TypeAsync(string text)
    {
        foreach (var letter in text) await screen.PressAsync(letter == '\n' ? Keystroke.Of(NamedKey.Enter) : Keystroke.Of(letter), default);
    }

    public async Task LogInAsync(string user = "maya")
    {
        Assert.EndsWith("login:", await ReadAsync());
        await TypeAsync($"{user}\nany password\n");
        await PressAsync(NamedKey.Clear);
    }

    /// <summary>Types a command on an empty screen and gives back what it printed.</summary>
    public async Task<string> RunAsync(string command)
    {
        await PressAsync(NamedKey.Clear);
        await TypeAsync(command + "\n");
        var lines = (await ReadAsync())!.Split('\n');
        return string.Join('\n', lines[1..^1]);
    }
}
